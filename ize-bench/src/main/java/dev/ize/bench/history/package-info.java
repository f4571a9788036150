/**
 * A real project's releases, recorded in turn by Ize on each backend and by what people use today: git, JGit, a copy.
 *
 * <p>{@link dev.ize.bench.history.HistoryRun} has each contender do the same tasks on the same {@link
 * dev.ize.bench.history.Series} and compares what it gives back with the releases themselves; only then its times
 * count. What came out is a {@link dev.ize.bench.history.HistoryResult}, which a file keeps.
 *
 * <p>Backends are those that are found, and none is named here. Nothing here is for use by several threads.
 */
@NullMarked
package dev.ize.bench.history;

import org.jspecify.annotations.NullMarked;

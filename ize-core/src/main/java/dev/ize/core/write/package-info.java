/**
 * Writing: one thread that takes changes and administrative acts in turn, checks each against the tree through
 * an overlay of what is not written yet, and hands whole groups of them to the engine in one batch.
 *
 * <p>Start at {@link dev.ize.core.write.Writer}; a {@link dev.ize.core.write.Task} is what it takes. {@link
 * dev.ize.core.write.ChangeRun} turns operations into records, {@link dev.ize.core.write.Unwinding} takes them
 * back, for a stage that was not published and for a branch that was deleted.
 */
@NullMarked
package dev.ize.core.write;

import org.jspecify.annotations.NullMarked;

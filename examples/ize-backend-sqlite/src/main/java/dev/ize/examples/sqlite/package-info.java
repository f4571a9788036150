/**
 * SQLite behind the engine seam of Ize: an example of a backend that is no part of Ize.
 *
 * <p>Public are the {@linkplain dev.ize.examples.sqlite.SqliteProvider provider} and its {@linkplain
 * dev.ize.examples.sqlite.SqliteOptions options}, the one for any thread and the other a value; threads, failure and
 * life cycle of what is behind them are those of the engine seam. There, {@code SqliteEngine} owns one {@code Writer} and
 * a few resting {@code Session}s, each a connection to a {@code DatabaseFile}; a {@code SqliteSnapshot} borrows a
 * session, and a {@code SqliteCursor} two statements of it. {@code Table} has all SQL that touches keys and values, and
 * {@code SqliteErrors} turns SQLite's errors into those of the seam.
 */
@NullMarked
package dev.ize.examples.sqlite;

import org.jspecify.annotations.NullMarked;

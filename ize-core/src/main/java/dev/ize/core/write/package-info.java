/**
 * Writing: one thread at a time that takes changes and administrative acts in turn, checks each against the tree through
 * an overlay of what is not written yet, and hands whole groups of them to the engine in one batch.
 *
 * <p>Start at {@link dev.ize.core.write.Writer}; a {@link dev.ize.core.write.Task} is what it takes. {@link
 * dev.ize.core.write.ChangeRun} turns operations into records, {@link dev.ize.core.write.Unwinding} takes them
 * back, for a stage that was not published and for a branch that was deleted.
 *
 * <p>Threads: a task, and all that it uses in its turn, belongs to the writer's thread: the store's own, or that of a
 * caller who has taken its place, one after the other. Callers' threads hand tasks over and wait: through {@link
 * dev.ize.core.write.ChangeWriter}, {@link dev.ize.core.write.Administration}, {@link
 * dev.ize.core.write.ContentIntake} and {@link dev.ize.core.write.Writer}, which any number may use at once. Types
 * that both sides use say so. Records are values.
 *
 * <p>Failure: what a task throws goes to its caller, and nothing of it is written. {@link
 * dev.ize.spi.StorageClosedException} after the end, {@link UnsupportedOperationException} where the store was opened
 * to read, and {@link dev.ize.spi.StorageFailedException} after a failure with an unknown outcome come from every call
 * that hands over a task.
 */
@NullMarked
package dev.ize.core.write;

import org.jspecify.annotations.NullMarked;

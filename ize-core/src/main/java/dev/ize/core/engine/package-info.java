/**
 * The engine seam: what a key-value engine must do to carry a storage.
 *
 * <p>An engine stores byte arrays in ordered keyspaces. It gives {@linkplain dev.ize.core.engine.EngineSnapshot
 * snapshot reads} to any number of threads and takes {@linkplain dev.ize.core.engine.WriteBatch atomic
 * batches} from one. There are no interactive write transactions: the writer of the shared layer reads
 * through an overlay and hands over a finished, replayable batch, so that a failed change has touched
 * nothing and an engine may abort, grow and write the same batch again.
 *
 * <p>Threads and life cycle are said type by type, since an engine may take the JVM down where they are not kept.
 * Records and enums here are values, for any thread. Arrays are handed over and not copied where nothing else is said:
 * nobody changes one that was given away.
 *
 * <p>Start at {@link dev.ize.core.engine.EngineProvider} and {@link dev.ize.core.engine.Engine}. Those who write an
 * engine find two parts of it done: {@link dev.ize.core.engine.OptionText} reads options, and {@link
 * dev.ize.core.engine.CopyTarget} makes copies durable. File-system semantics, codecs and locks are not an engine's
 * business. The engine contract of the compatibility kit checks every sentence here.
 */
@NullMarked
package dev.ize.core.engine;

import org.jspecify.annotations.NullMarked;

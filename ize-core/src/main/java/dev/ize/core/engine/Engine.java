package dev.ize.core.engine;

import dev.ize.spi.Durability;
import java.nio.file.Path;

/**
 * An open key-value engine: ordered keyspaces with snapshot reads and atomic batches.
 *
 * <p><i>Order:</i> keys compare as unsigned bytes, a prefix before what it is a prefix of. Keys have
 * {@value Keyspace#MIN_KEY_BYTES} to {@value Keyspace#MAX_KEY_BYTES} bytes; values may be empty.
 *
 * <p><i>Threads:</i> {@link #snapshot()} and {@link #statistics()} may be called by any thread, also a
 * virtual or an interrupted one. {@link #write}, {@link #sync} and {@link #compact} are called by one
 * thread at a time, and that is a platform thread, though not always the same one; nothing interrupts it, unless the
 * engine {@linkplain #bearsInterrupts() bears that}. {@link #copyTo} may be called by any platform thread, beside all of
 * them. Reads do not wait for writes, and an interrupt of a reading thread harms neither the read nor the engine.
 *
 * <p><i>Failure:</i> {@link dev.ize.spi.WriteRefusedException}: nothing was written and the engine is
 * usable. {@link dev.ize.spi.WriteConflictException}: a {@code require} did not hold, nothing was written.
 * {@link dev.ize.spi.CorruptStoreException}: what was read is damaged. {@link
 * dev.ize.spi.StorageFailedException}: anything else; the outcome of a write is unknown, and only {@link
 * #close()} may be called from then on. No engine's own exception crosses the seam, except as a cause.
 * {@link UnsupportedOperationException}: the engine was opened to read only, and nothing happened.
 *
 * <p><i>Life cycle:</i> the caller closes every snapshot before the engine and calls nothing after
 * {@link #close()}; the shared layer guarantees both, since an engine may take the JVM down otherwise.
 */
public interface Engine extends AutoCloseable {
    /**
     * A snapshot of the newest whole batch, which the caller closes; it never sees a later one. To be held briefly.
     *
     * @throws dev.ize.spi.TooManyReadersException if the engine allows so many at once, and as many stayed open for
     *     the seconds that it waits; the engine goes on
     */
    EngineSnapshot snapshot();

    /**
     * Writes all of a batch or nothing. On return new snapshots see it, and no snapshot saw any of it
     * before it was decided. {@link Durability#SYNC} makes this batch and all earlier ones durable before
     * the return, also where this one changes nothing. The batch is not kept and not changed.
     */
    void write(WriteBatch batch, Durability durability);

    /** Makes all earlier writes durable before it returns. */
    void sync();

    /**
     * Copies the state at the end of one batch, the newest at the call or a later one, to a directory that is
     * empty and belongs to the caller alone. Readers and the writer go on meanwhile. On return the copy is
     * durable, is the owner's alone, and opens as an engine of its own, with the same provider; what the
     * directory's own name needs to be durable is the caller's business. After a failure the directory is
     * empty again, as far as it can be, and the engine goes on.
     *
     * @throws IllegalArgumentException if the target is no directory, or is not empty; nothing happened
     * @throws dev.ize.spi.WriteRefusedException if the copy cannot be written, as when its disk is full
     * @throws dev.ize.spi.CorruptStoreException if what is to be copied is damaged and that was noticed
     */
    void copyTo(Path emptyDirectory, EngineProgress progress);

    /**
     * Writes what is stored anew, without the space that past states took, and gives that space back to the
     * file system. No key and no value changes, and snapshots that are open go on. Everything written before
     * is durable when it returns. It may take as much free space as the data has, and as long as reading and
     * writing all of it; no batch is written meanwhile.
     *
     * @throws dev.ize.spi.WriteRefusedException if there is no room for it, or snapshots stayed open for the
     *     seconds that it waits for them, where it must; the engine goes on as before
     */
    void compact(EngineProgress progress);

    /**
     * Whether {@link #write} and {@link #sync} may be called by a thread that is interrupted, before or meanwhile: they
     * do the same then, and leave the thread interrupted. Where they may, a caller writes by itself when nobody else
     * does, which saves two switches of threads; else a thread of the store's own writes for all. The same at each call.
     */
    default boolean bearsInterrupts() {
        return false;
    }

    /** What the engine knows of its size. */
    EngineStatistics statistics();

    /** Releases everything, once; what was written and acknowledged is there at the next open. */
    @Override
    void close();
}

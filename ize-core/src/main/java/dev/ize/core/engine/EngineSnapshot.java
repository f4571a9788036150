package dev.ize.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * A read-only state of the engine at the end of one batch.
 *
 * <p><i>Threads:</i> one at a time, not always the same. <i>Failure:</i> reads throw what {@link Engine} names. <i>Life
 * cycle:</i> short; a thousand may be open at once. Closing it closes its cursors; closing twice does nothing, and what
 * any other call does then is undefined.
 */
public interface EngineSnapshot extends AutoCloseable {
    /** The value of a key as an array of the caller's own, or null where there is none. */
    byte @Nullable [] get(Keyspace keyspace, byte[] key);

    /**
     * A cursor over the keys in {@code [from, to)}; null for {@code to} means no upper bound. An empty
     * {@code from} (length 0) means from the first key. A range with {@code from >= to} is empty.
     */
    Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to);

    @Override
    void close();
}

package dev.ize.core.engine;

/**
 * A position in a range of keys, in unsigned byte order.
 *
 * <p>A cursor starts unpositioned. Each move returns whether it found a key; where it returns false the
 * cursor is unpositioned again, wherever it stood. From the unpositioned state {@link #next()} goes to the
 * first key of the range and {@link #previous()} to the last. A cursor may be moved in any direction at any
 * time and never leaves its range.
 *
 * <p><i>Threads:</i> one at a time, that of its snapshot. <i>Failure:</i> every move, and {@link #value()}, may throw
 * what {@link Engine} names for a read; the cursor is of no use then. <i>Life cycle:</i> closed by the caller or with
 * its snapshot; closing twice does nothing, and what any other call does then is undefined.
 */
public interface Cursor extends AutoCloseable {
    /** Goes to the first key of the range that is at or after the given one. */
    boolean seekAtOrAfter(byte[] key);

    /** Goes to the last key of the range that is before the given one. */
    boolean seekBefore(byte[] key);

    /** Goes one key up. */
    boolean next();

    /** Goes one key down. */
    boolean previous();

    /**
     * The key here, an array of the caller's own.
     *
     * @throws IllegalStateException if the cursor is unpositioned
     */
    byte[] key();

    /**
     * The value here, an array of the caller's own, fetched only now: a walk over keys reads no values, which may be
     * a thousand times as large.
     *
     * @throws IllegalStateException if the cursor is unpositioned
     */
    byte[] value();

    @Override
    void close();
}

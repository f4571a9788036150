package dev.ize.core.engine;

import java.util.Objects;

/**
 * One ordered map of an engine: declared at open, the same set every time.
 *
 * @param id stable number in 0–63, by design, part of the format of an engine that stores keyspaces by number
 * @param name stable lower-case name, part of the format of an engine that stores keyspaces by name
 * @param shape what the values are like, a hint for tuning that changes no behaviour
 */
public record Keyspace(int id, String name, Shape shape) {
    /** Shortest key, in bytes. 1: LMDB has no empty key. */
    public static final int MIN_KEY_BYTES = 1;

    /** Longest key, in bytes. 511: LMDB's compiled-in maximum. */
    public static final int MAX_KEY_BYTES = 511;

    /**
     * Largest value, and largest sum of keys and values in a batch, in bytes, that an engine must either
     * write or refuse whole: 64 MiB, four times what the shared layer hands over.
     */
    public static final int MAX_BATCH_BYTES = 64 << 20;

    /** What the values of a keyspace are like. */
    public enum Shape {
        /** Tens to hundreds of bytes, often updated and scanned. */
        SMALL_RECORDS,
        /** Up to some hundred KiB, already compressed, written once and read by key. */
        LARGE_VALUES
    }

    public Keyspace {
        if (id < 0 || id > 63) {
            throw new IllegalArgumentException("id must be in 0-63: " + id);
        }
        if (!name.matches("[a-z][a-z_]*")) {
            throw new IllegalArgumentException("name must be lower-case letters and underscores: " + name);
        }
        Objects.requireNonNull(shape, "shape");
    }

    // The JVM would write these two at their first use, which takes some milliseconds of each short command.

    @Override
    public boolean equals(Object other) {
        return other instanceof Keyspace keyspace
                && id == keyspace.id
                && name.equals(keyspace.name)
                && shape == keyspace.shape;
    }

    @Override
    public int hashCode() {
        return id;
    }
}

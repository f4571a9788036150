package dev.ize.tck.memory;

import dev.ize.core.engine.Keyspace;

/** The bounds that the seam sets to the length of keys. */
final class Keys {
    private Keys() {}

    static void check(byte[] key) {
        if (key.length < Keyspace.MIN_KEY_BYTES || key.length > Keyspace.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("A key has 1-511 bytes. bytes=" + key.length);
        }
    }

    /** The bound of a range may be empty. */
    static void checkBound(byte[] key) {
        if (key.length > Keyspace.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("The bound of a range has 0-511 bytes. bytes=" + key.length);
        }
    }
}

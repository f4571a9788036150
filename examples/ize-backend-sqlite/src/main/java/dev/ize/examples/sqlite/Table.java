package dev.ize.examples.sqlite;

import dev.ize.core.engine.Keyspace;
import java.util.Arrays;

/**
 * The table of a keyspace, and the SQL for what is done with it. Ranges are {@code [from, to)}.
 *
 * <p>SQLite compares BLOBs as unsigned bytes, a prefix first: the order of the seam.
 */
record Table(
        String create, String get, String upwards, String downwards, String put, String delete, String deleteRange) {

    /** Greater than every key, since none is as long: what stands for the end of a range that has none. */
    private static final byte[] BEYOND_ALL_KEYS = beyond(Keyspace.MAX_KEY_BYTES);

    static Table of(Keyspace keyspace) {
        // A prefix, since a keyspace may be called as SQLite reserves it.
        String name = "keyspace_" + keyspace.name();
        String inRange = name + " WHERE key >= ? AND key < ?";
        return new Table(
                "CREATE TABLE IF NOT EXISTS " + name + " (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) "
                        + kind(keyspace.shape()),
                "SELECT value FROM " + name + " WHERE key = ?",
                "SELECT key FROM " + inRange + " ORDER BY key",
                "SELECT key FROM " + inRange + " ORDER BY key DESC",
                "INSERT INTO " + name + " VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                "DELETE FROM " + name + " WHERE key = ?",
                "DELETE FROM " + inRange);
    }

    /**
     * Small records live in the tree of keys itself. Large values must not: SQLite reads a record of such a tree whole
     * to compare its key. There the keys have a tree of their own, and each value is fetched by number.
     */
    private static String kind(Keyspace.Shape shape) {
        return switch (shape) {
            case SMALL_RECORDS -> "STRICT, WITHOUT ROWID";
            case LARGE_VALUES -> "STRICT";
        };
    }

    static byte[] beyondAllKeys() {
        return BEYOND_ALL_KEYS;
    }

    private static byte[] beyond(int keyBytes) {
        byte[] bytes = new byte[keyBytes + 1];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}

package dev.ize.core.prune;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.KeptPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some records that a sweep looks at together, from the last key down.
 *
 * @param rows in descending order of keys
 * @param seen how many of them are to be swept; one more may be there to tell what comes after these
 * @param isLast whether the keyspace ends with them
 */
record SweepPage(List<Row> rows, int seen, boolean isLast) {
    /** Records of a page: some milliseconds of the writer's time. */
    private static final int MAX_ROWS = 500;

    private static final long MAX_BYTES = 4 << 20;

    /** A record. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Row(byte[] key, byte[] value) {
        byte[] group() {
            return Arrays.copyOf(key, key.length - Long.BYTES);
        }

        long seq() {
            return Keys.seqOf(key);
        }

        long branch() {
            return Keys.branchOf(key);
        }

        long bytes() {
            return key.length + (long) value.length;
        }
    }

    /** Reads the records below a key that a sweep may have to do with. */
    static SweepPage read(
            EngineSnapshot snapshot, Keyspace keyspace, byte @Nullable [] before, Map<Long, KeptPoints> floors) {
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], before)) {
            boolean standing = cursor.previous();
            while (standing) {
                byte[] key = cursor.key();
                byte[] skipTo = skip(keyspace, key, floors);
                if (skipTo != null) {
                    standing = cursor.seekBefore(skipTo);
                    continue;
                }
                Row row = new Row(key, cursor.value());
                rows.add(row);
                bytes += row.bytes();
                if (rows.size() > MAX_ROWS || (bytes > MAX_BYTES && rows.size() > 1)) {
                    return new SweepPage(rows, rows.size() - 1, false);
                }
                standing = cursor.previous();
            }
        }
        return new SweepPage(rows, rows.size(), true);
    }

    /** Where to go on, for a record that a sweep has nothing to do with. */
    private static byte @Nullable [] skip(Keyspace keyspace, byte[] key, Map<Long, KeptPoints> floors) {
        if (keyspace.equals(Keyspaces.ENTRIES)) {
            return key[Long.BYTES] == Keys.VERSIONS ? null : Keys.zone(Keys.longAt(key, 0), Keys.LIVE);
        }
        if (keyspace.equals(Keyspaces.OPERATIONS)) {
            long branch = Keys.longAt(key, 0);
            KeptPoints kept = floors.getOrDefault(branch, KeptPoints.ALL);
            if (!kept.isPruned()) {
                return Keys.operation(branch, 0);
            }
            boolean stays = kept.hasOperation(Keys.longAt(key, Long.BYTES));
            return stays ? Keys.operation(branch, kept.floor() + 1) : null;
        }
        return null;
    }
}

package dev.ize.core;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.BranchId;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The named snapshots of a store, as an engine snapshot shows them. */
record SnapshotReader(EngineSnapshot snapshot) {
    Optional<Snapshot> find(String name) {
        Optional<byte[]> key = Keys.findSnapshot(name);
        return key.flatMap(found ->
                Optional.ofNullable(snapshot.get(Keyspaces.SNAPSHOTS, found)).map(value -> describe(found, value)));
    }

    /** All, in the order of their names. */
    List<Snapshot> all() {
        List<Snapshot> found = new ArrayList<>();
        try (Cursor cursor = snapshot.cursor(Keyspaces.SNAPSHOTS, new byte[0], null)) {
            while (cursor.next()) {
                found.add(describe(cursor.key(), cursor.value()));
            }
        }
        return found;
    }

    /** Whether a snapshot still names a point. */
    boolean isKept(String name, Point point) {
        return find(name).filter(found -> found.point().equals(point)).isPresent();
    }

    private static Snapshot describe(byte[] key, byte[] value) {
        SnapshotRecord record = SnapshotRecord.decode(key, value);
        return new Snapshot(
                new String(key, StandardCharsets.UTF_8),
                new Point(new BranchId(record.branch()), record.seq()),
                record.createdAt(),
                record.message());
    }
}

package dev.ize.core;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts a store's records by reading all of them once. */
final class StatisticsReader {
    private final EngineSnapshot snapshot;
    private final Map<String, Long> records = new LinkedHashMap<>();
    private long operations;
    private long writtenBytes;
    private long inlineBytes;
    private long contentBytes;
    private long storedContentBytes;

    StatisticsReader(EngineSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    StorageStatistics read(String backend, long diskBytes, long branches) {
        for (Keyspace keyspace : Keyspaces.ALL) {
            long count = 0;
            try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
                while (cursor.next()) {
                    count++;
                    look(keyspace, cursor);
                }
            }
            records.put(keyspace.name(), count);
        }
        return new StorageStatistics(
                backend,
                operations,
                lastNode(),
                branches,
                records.getOrDefault(Keyspaces.SNAPSHOTS.name(), 0L),
                writtenBytes,
                contentBytes + inlineBytes,
                storedContentBytes + inlineBytes,
                diskBytes,
                records);
    }

    private void look(Keyspace keyspace, Cursor cursor) {
        if (keyspace.equals(Keyspaces.OPERATIONS)) {
            OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
            record.operation().ifPresent(operation -> {
                operations++;
                writtenBytes += written(operation);
            });
            record.inlineContent().ifPresent(inline -> inlineBytes += inline.length);
        } else if (keyspace.equals(Keyspaces.CONTENT)) {
            byte[] record = cursor.value();
            storedContentBytes += record.length;
            contentBytes += ChunkCodec.rawLength(record);
        }
    }

    private static long written(Operation operation) {
        Content content = null;
        if (operation instanceof Operation.CreateFile create) {
            content = create.content();
        } else if (operation instanceof Operation.ReplaceContent replace) {
            content = replace.content();
        } else if (operation instanceof Operation.WriteFile write) {
            content = write.content();
        }
        return content == null ? 0 : content.length();
    }

    private long lastNode() {
        try (Cursor cursor = snapshot.cursor(Keyspaces.NODES, new byte[0], null)) {
            return cursor.previous() ? Keys.longAt(cursor.key(), 0) : 0;
        }
    }
}

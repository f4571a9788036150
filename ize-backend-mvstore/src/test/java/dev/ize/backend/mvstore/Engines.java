package dev.ize.backend.mvstore;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What the tests of this backend write into engines and read out of them. */
final class Engines {
    static final Keyspace RECORDS = new Keyspace(1, "records", Keyspace.Shape.SMALL_RECORDS);
    static final Keyspace BLOBS = new Keyspace(2, "blobs", Keyspace.Shape.LARGE_VALUES);
    static final Set<Keyspace> KEYSPACES = Set.of(RECORDS, BLOBS);

    private Engines() {}

    static MvStoreEngine open(Path directory) {
        return MvStoreEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, MvStoreOptions.defaults());
    }

    /** Opens an engine over a file that is not on the disk, with room for everything. */
    static MvStoreEngine open(DataFile file, MvStoreOptions options) throws IOException {
        return open(file, options, () -> Long.MAX_VALUE);
    }

    static MvStoreEngine open(DataFile file, MvStoreOptions options, LongSupplier usableBytes) throws IOException {
        return MvStoreEngine.open(file, KEYSPACES, EngineAccess.READ_WRITE, options, usableBytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static WriteBatch put(String key, String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, bytes(key), bytes(value));
        return batch;
    }

    static void write(Engine engine, String key, String value) {
        engine.write(put(key, value), Durability.BUFFERED);
    }

    static String read(Engine engine, String key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return text(snapshot.get(RECORDS, bytes(key)));
        }
    }

    /** All records of the newest state. */
    static SortedMap<String, String> records(Engine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return records(snapshot);
        }
    }

    static SortedMap<String, String> records(EngineSnapshot snapshot) {
        SortedMap<String, String> records = new TreeMap<>();
        try (Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            while (cursor.next()) {
                records.put(text(cursor.key()), text(cursor.value()));
            }
        }
        return records;
    }
}

package dev.ize.backend.lmdb;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keyspaces of these tests, and short words for what they do with an engine. */
final class Fixture {
    static final Keyspace RECORDS = new Keyspace(1, "records", Keyspace.Shape.SMALL_RECORDS);
    static final Keyspace BLOBS = new Keyspace(2, "blobs", Keyspace.Shape.LARGE_VALUES);
    static final Set<Keyspace> KEYSPACES = Set.of(RECORDS, BLOBS);

    private Fixture() {}

    static LmdbEngine open(Path directory) {
        return open(directory, LmdbOptions.defaults());
    }

    static LmdbEngine open(Path directory, LmdbOptions options) {
        return LmdbEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, options);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void put(Engine engine, String key, byte[] value) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, bytes(key), value);
        engine.write(batch, Durability.SYNC);
    }

    static byte @Nullable [] get(Engine engine, String key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return snapshot.get(RECORDS, bytes(key));
        }
    }

    /** Everything in a keyspace: keys as text, values by their length and hash. */
    static Map<String, String> contents(Engine engine, Keyspace keyspace) {
        Map<String, String> contents = new TreeMap<>();
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                contents.put(new String(cursor.key(), StandardCharsets.UTF_8), digest(cursor.value()));
            }
        }
        return contents;
    }

    static String digest(byte[] value) {
        return value.length + "/" + Arrays.hashCode(value);
    }
}

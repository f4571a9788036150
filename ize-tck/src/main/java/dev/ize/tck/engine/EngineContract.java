package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.InProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all topics of the engine contract share: one engine a test, in a directory of its own, closed at the
 * end.
 *
 * <p>Tests close what they open, also when they fail, and end their threads: a native engine that is closed
 * under a snapshot may take the JVM down and all other results with it.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(InProfile.class)
abstract class EngineContract {
    static final Keyspace RECORDS = new Keyspace(3, "records", Keyspace.Shape.SMALL_RECORDS);
    static final Keyspace INDEX = new Keyspace(17, "name_index", Keyspace.Shape.SMALL_RECORDS);
    static final Keyspace BLOBS = new Keyspace(63, "blobs", Keyspace.Shape.LARGE_VALUES);
    static final List<Keyspace> KEYSPACES = List.of(RECORDS, INDEX, BLOBS);

    /** The start of a range that begins with the first key. */
    static final byte[] FIRST = {};

    @TempDir
    Path directory;

    private @Nullable Engine engine;

    abstract EngineProvider provider();

    /** The engine of this test, opened when first asked for. */
    final Engine engine() {
        if (engine == null) {
            engine = open(directory);
        }
        return engine;
    }

    /** An engine of the caller's own, in another directory. */
    final Engine open(Path otherDirectory) {
        return open(otherDirectory, EngineAccess.READ_WRITE);
    }

    final Engine open(Path otherDirectory, EngineAccess access) {
        return provider()
                .openEngine(
                        otherDirectory,
                        Set.copyOf(KEYSPACES),
                        access,
                        provider().defaultOptions());
    }

    @AfterEach
    final void closeEngine() {
        if (engine != null) {
            Engine open = engine;
            engine = null;
            open.close();
        }
    }

    final void reopen() {
        closeEngine();
        engine();
    }

    final void write(WriteBatch batch) {
        engine().write(batch, Durability.BUFFERED);
    }

    final void put(Keyspace keyspace, byte[] key, byte[] value) {
        WriteBatch batch = new WriteBatch();
        batch.put(keyspace, key, value);
        write(batch);
    }

    /** Puts keys without values in one batch. */
    final void putKeys(Keyspace keyspace, List<byte[]> keys) {
        WriteBatch batch = new WriteBatch();
        for (byte[] key : keys) {
            batch.put(keyspace, key, Bytes.EMPTY);
        }
        write(batch);
    }

    /** The value of a key as hex in the newest state, or null. */
    final @Nullable String get(Keyspace keyspace, byte[] key) {
        return read(snapshot -> get(snapshot, keyspace, key));
    }

    /** The keys of a keyspace as hex in the newest state. */
    final List<String> keys(Keyspace keyspace) {
        return keys(keyspace, FIRST, null);
    }

    /** The keys of a range as hex in the newest state. */
    final List<String> keys(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        return read(snapshot -> keys(snapshot, keyspace, from, to));
    }

    /** Reads in a snapshot of the newest state. */
    final <T extends @Nullable Object> T read(Function<EngineSnapshot, T> reading) {
        try (EngineSnapshot snapshot = engine().snapshot()) {
            return reading.apply(snapshot);
        }
    }

    /** Reads through a cursor over the newest state. */
    final <T extends @Nullable Object> T scan(
            Keyspace keyspace, byte[] from, byte @Nullable [] to, Function<Cursor, T> reading) {
        return read(snapshot -> {
            try (Cursor cursor = snapshot.cursor(keyspace, from, to)) {
                return reading.apply(cursor);
            }
        });
    }

    static @Nullable String get(EngineSnapshot snapshot, Keyspace keyspace, byte[] key) {
        byte[] value = snapshot.get(keyspace, key);
        return value == null ? null : Bytes.hex(value);
    }

    /** The value of a key that must be there. */
    static byte[] present(EngineSnapshot snapshot, Keyspace keyspace, byte[] key) {
        byte[] value = snapshot.get(keyspace, key);
        if (value == null) {
            throw new AssertionError("The key " + Bytes.hex(key) + " is not there in " + keyspace.name());
        }
        return value;
    }

    static List<String> keys(EngineSnapshot snapshot, Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        try (Cursor cursor = snapshot.cursor(keyspace, from, to)) {
            return upwards(cursor);
        }
    }

    /** All keys from the cursor's position to the end, as hex. */
    static List<String> upwards(Cursor cursor) {
        List<String> keys = new ArrayList<>();
        while (cursor.next()) {
            keys.add(Bytes.hex(cursor.key()));
        }
        return keys;
    }

    /** All keys from the cursor's position down to the start, as hex. */
    static List<String> downwards(Cursor cursor) {
        List<String> keys = new ArrayList<>();
        while (cursor.previous()) {
            keys.add(Bytes.hex(cursor.key()));
        }
        return keys;
    }
}

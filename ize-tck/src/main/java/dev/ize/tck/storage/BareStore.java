package dev.ize.tck.storage;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** The records of a store that is closed, open to be damaged through its bare engine. */
final class BareStore implements AutoCloseable {
    private final Engine engine;

    private BareStore(Engine engine) {
        this.engine = engine;
    }

    static BareStore open(EngineProvider provider, Path store) {
        return new BareStore(provider.openEngine(
                store.resolve("data"), Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions()));
    }

    byte[] get(Keyspace keyspace, byte[] key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            byte[] value = snapshot.get(keyspace, key);
            if (value == null) {
                throw new AssertionError("There is no such record in " + keyspace.name());
            }
            return value;
        }
    }

    boolean has(Keyspace keyspace, byte[] key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return snapshot.get(keyspace, key) != null;
        }
    }

    void put(Keyspace keyspace, byte[] key, byte[] value) {
        WriteBatch batch = new WriteBatch();
        batch.put(keyspace, key, value);
        write(batch);
    }

    void write(WriteBatch batch) {
        engine.write(batch, Durability.SYNC);
    }

    void delete(Keyspace keyspace, byte[] key) {
        get(keyspace, key);
        WriteBatch batch = new WriteBatch();
        batch.delete(keyspace, key);
        engine.write(batch, Durability.SYNC);
    }

    /** Changes one bit of the value's last byte. */
    void flip(Keyspace keyspace, byte[] key) {
        byte[] value = get(keyspace, key);
        value[value.length - 1] ^= 1;
        put(keyspace, key, value);
    }

    /** The first key in a keyspace whose record fits. */
    byte[] find(Keyspace keyspace, BiPredicate<byte[], byte[]> fits) {
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                if (fits.test(cursor.key(), cursor.value())) {
                    return cursor.key();
                }
            }
        }
        throw new AssertionError("There is no such record in " + keyspace.name());
    }

    /** Takes all records of a keyspace in the order of keys. */
    void each(Keyspace keyspace, BiConsumer<byte[], byte[]> visitor) {
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                visitor.accept(cursor.key(), cursor.value());
            }
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}

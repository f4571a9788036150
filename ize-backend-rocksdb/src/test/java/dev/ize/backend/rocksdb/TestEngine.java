package dev.ize.backend.rocksdb;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** An engine with one keyspace of each shape, spoken to in strings. */
final class TestEngine implements AutoCloseable {
    static final Keyspace RECORDS = new Keyspace(1, "records", Keyspace.Shape.SMALL_RECORDS);
    static final Keyspace VALUES = new Keyspace(2, "values", Keyspace.Shape.LARGE_VALUES);
    static final Set<Keyspace> KEYSPACES = Set.of(RECORDS, VALUES);

    /** Write buffers of 1 MiB: tables appear after few writes. */
    static final RocksDbOptions SMALL = RocksDbOptions.defaults()
            .withMemoryBytes(RocksDbOptions.MIN_MEMORY_BYTES)
            .withWriteBufferBytes(RocksDbOptions.MIN_WRITE_BUFFER_BYTES)
            .withMaxLogBytes(RocksDbOptions.MIN_LOG_BYTES);

    private final Engine engine;

    private TestEngine(Engine engine) {
        this.engine = engine;
    }

    static TestEngine open(Path directory) {
        return open(directory, RocksDbOptions.defaults());
    }

    static TestEngine open(Path directory, RocksDbOptions options) {
        return new TestEngine(RocksDbEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, options));
    }

    Engine engine() {
        return engine;
    }

    void put(Keyspace keyspace, String key, byte[] value, Durability durability) {
        WriteBatch batch = new WriteBatch();
        batch.put(keyspace, bytes(key), value);
        engine.write(batch, durability);
    }

    void put(Keyspace keyspace, String key, String value) {
        put(keyspace, key, bytes(value), Durability.BUFFERED);
    }

    /** The newest value as text, or null. */
    String get(Keyspace keyspace, String key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            byte[] value = snapshot.get(keyspace, bytes(key));
            return value == null ? null : new String(value, StandardCharsets.UTF_8);
        }
    }

    /** Writes incompressible values of 64 KiB under {@code v0000} and so on, one a batch. */
    void putLargeValues(int from, int to) {
        Random random = new Random(from);
        for (int i = from; i < to; i++) {
            byte[] value = new byte[64 << 10];
            random.nextBytes(value);
            put(VALUES, "v%04d".formatted(i), value, Durability.BUFFERED);
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The files of a directory whose names end so. */
    static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** The sum of their sizes. */
    static long sizes(Path directory, String suffix) throws IOException {
        long bytes = 0;
        for (Path file : files(directory, suffix)) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}

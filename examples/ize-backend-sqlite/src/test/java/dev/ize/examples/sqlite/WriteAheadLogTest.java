package dev.ize.examples.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is short unless a snapshot needs it, and what it alone holds is read, or said to be there. */
final class WriteAheadLogTest {
    private static final Keyspace RECORDS = new Keyspace(1, "records", Keyspace.Shape.SMALL_RECORDS);
    private static final int VALUE_BYTES = 16_384;
    private static final long MAX_LOG_BYTES = 256 << 10;

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    @Test
    void logStaysShort() throws IOException {
        try (SqliteEngine engine = open(directory, EngineAccess.READ_WRITE)) {
            write(engine, 0, 200);

            assertThat(logBytes()).as("bytes of the log after 3 MB").isBetween(1L, 2 * MAX_LOG_BYTES);
        }
    }

    @Test
    void logGrowsBesideASnapshotAndIsShortAfterIt() throws IOException {
        try (SqliteEngine engine = open(directory, EngineAccess.READ_WRITE)) {
            write(engine, 0, 1);
            try (EngineSnapshot held = engine.snapshot()) {
                write(engine, 1, 200);

                assertThat(logBytes()).as("bytes of the log beside a snapshot").isGreaterThan(200L * VALUE_BYTES);
                assertThat(held.get(RECORDS, key(1))).as("a later value").isNull();
            }
            write(engine, 201, 50);

            assertThat(logBytes()).as("bytes of the log after the snapshot").isBetween(1L, 2 * MAX_LOG_BYTES);
        }
    }

    @Test
    void valuesOfALogThatAProcessLeftAreReadWithoutWriting() throws IOException {
        leaveALog("data.sqlite", "data.sqlite-wal", "data.sqlite-shm");

        try (SqliteEngine left = open(otherDirectory, EngineAccess.READ_ONLY);
                EngineSnapshot snapshot = left.snapshot()) {
            assertThat(snapshot.get(RECORDS, key(4))).as("the newest value").hasSize(VALUE_BYTES);
        }

        assertThat(Files.size(otherDirectory.resolve("data.sqlite-wal")))
                .as("bytes of the log afterwards")
                .isGreaterThan(5L * VALUE_BYTES);
    }

    @Test
    void logWithoutItsIndexIsNotPassedOver() throws IOException {
        leaveALog("data.sqlite", "data.sqlite-wal");

        assertThatThrownBy(() -> open(otherDirectory, EngineAccess.READ_ONLY))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("open the store to write once");

        open(otherDirectory, EngineAccess.READ_WRITE).close();
        try (SqliteEngine engine = open(otherDirectory, EngineAccess.READ_ONLY);
                EngineSnapshot snapshot = engine.snapshot()) {
            assertThat(snapshot.get(RECORDS, key(4))).as("the newest value").hasSize(VALUE_BYTES);
        }
    }

    /** Copies files of an engine that is open, as they would be if its process had been killed. */
    private void leaveALog(String... names) throws IOException {
        try (SqliteEngine engine = open(directory, EngineAccess.READ_WRITE)) {
            write(engine, 0, 5);
            for (String name : names) {
                Files.copy(directory.resolve(name), otherDirectory.resolve(name));
            }
        }
    }

    private long logBytes() throws IOException {
        return Files.size(directory.resolve("data.sqlite-wal"));
    }

    private static SqliteEngine open(Path directory, EngineAccess access) {
        SqliteOptions options = new SqliteOptions(SqliteOptions.defaults().cacheBytes(), MAX_LOG_BYTES);
        return SqliteEngine.open(directory, Set.of(RECORDS), access, options);
    }

    private static void write(SqliteEngine engine, int first, int count) {
        for (int i = first; i < first + count; i++) {
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, key(i), new byte[VALUE_BYTES]);
            engine.write(batch, Durability.BUFFERED);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }
}

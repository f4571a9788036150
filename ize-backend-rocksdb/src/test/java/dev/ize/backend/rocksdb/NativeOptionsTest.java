package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every option changes something that can be seen from outside. */
class NativeOptionsTest {
    private static final RocksDbOptions DEFAULTS = RocksDbOptions.defaults();

    @TempDir
    Path directory;

    @Test
    void memoryIsTheCapacityOfTheOneCacheThatWriteBuffersAreChargedTo() throws Exception {
        NativeLibrary.load();
        RocksDbOptions asked = DEFAULTS.withMemoryBytes(24 << 20);
        try (NativeOptions options = new NativeOptions(asked);
                OpenDatabase open = OpenDatabase.open(
                        new DataDirectory(directory), TestEngine.KEYSPACES, EngineAccess.READ_WRITE, options)) {
            long before = open.database().getLongProperty("rocksdb.block-cache-usage");
            for (int i = 0; i < 64; i++) {
                open.database().put(open.handle(RECORDS), new byte[] {(byte) i}, new byte[64 << 10]);
            }

            assertThat(open.database().getLongProperty("rocksdb.block-cache-capacity"))
                    .isEqualTo(24 << 20);
            assertThat(open.database().getLongProperty("rocksdb.block-cache-usage") - before)
                    .isGreaterThan(3 << 20);
        }
    }

    @Test
    void writesBecomeTablesWhenTheyFillTheWriteBuffers() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        Path large = Files.createDirectory(directory.resolve("large"));
        try (TestEngine first = TestEngine.open(small, DEFAULTS.withWriteBufferBytes(1 << 20));
                TestEngine second = TestEngine.open(large, DEFAULTS)) {
            first.putLargeValues(0, 80);
            second.putLargeValues(0, 80);

            assertThat(TestEngine.files(small, ".sst")).isNotEmpty();
            assertThat(TestEngine.files(large, ".sst")).isEmpty();
        }
    }

    @Test
    void theLogStaysNearItsBoundThoughARecordInItIsNeverWrittenAgain() throws Exception {
        Path bounded = Files.createDirectory(directory.resolve("bounded"));
        Path unbounded = Files.createDirectory(directory.resolve("unbounded"));
        RocksDbOptions smallBuffers = DEFAULTS.withWriteBufferBytes(4 << 20);
        try (TestEngine first = TestEngine.open(bounded, smallBuffers.withMaxLogBytes(8 << 20));
                TestEngine second = TestEngine.open(unbounded, smallBuffers)) {
            first.put(RECORDS, "a", "holds the first log back");
            second.put(RECORDS, "a", "holds the first log back");
            first.putLargeValues(0, 640);
            second.putLargeValues(0, 640);

            assertThat(TestEngine.sizes(bounded, ".log")).isLessThan(20 << 20);
            assertThat(TestEngine.sizes(unbounded, ".log")).isGreaterThan(36 << 20);
        }
    }

    @Test
    void backgroundJobsReachRocksDb() throws Exception {
        NativeLibrary.load();
        try (NativeOptions options = new NativeOptions(DEFAULTS.withBackgroundJobs(3))) {
            assertThat(options.database().maxBackgroundJobs()).isEqualTo(3);
        }
    }

    @Test
    void compressedRecordsAreSmaller() throws Exception {
        Path compressed = Files.createDirectory(directory.resolve("compressed"));
        Path plain = Files.createDirectory(directory.resolve("plain"));
        writeRepetitiveRecords(compressed, DEFAULTS);
        writeRepetitiveRecords(plain, DEFAULTS.withCompressRecords(false));

        assertThat(TestEngine.sizes(compressed, ".sst") * 2).isLessThan(TestEngine.sizes(plain, ".sst"));
    }

    private static void writeRepetitiveRecords(Path store, RocksDbOptions options) {
        try (TestEngine engine = TestEngine.open(store, options)) {
            for (int i = 0; i < 2_000; i++) {
                engine.put(
                        RECORDS,
                        "record %06d".formatted(i),
                        TestEngine.bytes("the same text in every record, but for " + i),
                        Durability.BUFFERED);
            }
        }
        // Opening turns the log into tables.
        TestEngine.open(store, options).close();
    }
}

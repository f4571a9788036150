package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static dev.ize.backend.rocksdb.TestEngine.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

class FullDiskTest {
    @TempDir
    Path directory;

    private SmallDisk disk;
    private Path store;

    @BeforeEach
    void mountDisk() throws Exception {
        disk = SmallDisk.mount(directory, "size=96m");
        store = Files.createDirectory(disk.path().resolve("store"));
    }

    @AfterEach
    void unmountDisk() throws Exception {
        disk.close();
    }

    @Test
    void writesAreRefusedWhileTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
        Path ballast = disk.path().resolve("ballast");
        Files.write(ballast, new byte[32 << 20]);
        int written = 0;
        try (TestEngine engine = TestEngine.open(store)) {
            written = fill(engine, 0);
            assertThat(engine.get(VALUES, "k0")).isNotNull();
            assertThatThrownBy(() -> engine.put(VALUES, "k", new byte[1 << 20], Durability.SYNC))
                    .isInstanceOf(WriteRefusedException.class);
            engine.engine().sync();

            Files.delete(ballast);
            int more = fill(engine, written);
            assertThat(more).isGreaterThan(written);
            written = more;
        }

        Files.deleteIfExists(ballast);
        // What the log holds becomes tables when the store is opened.
        try (TestEngine engine = TestEngine.open(store)) {
            for (int i = 0; i < written; i++) {
                assertThat(engine.get(VALUES, "k" + i)).as("k" + i).isNotNull();
            }
            assertThat(engine.get(VALUES, "k" + written)).isNull();
            assertThat(engine.get(VALUES, "k")).isNull();
        }
    }

    @Test
    void openingOnAFullDiskSaysSoAndSucceedsWhenThereIsRoom() throws Exception {
        try (TestEngine engine = TestEngine.open(store)) {
            engine.putLargeValues(0, 16);
        }
        Path ballast = disk.path().resolve("ballast");
        Files.write(ballast, new byte[(int) Files.getFileStore(store).getUsableSpace()]);

        assertThatThrownBy(() -> TestEngine.open(store))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("too full");

        Files.delete(ballast);
        try (TestEngine engine = TestEngine.open(store)) {
            assertThat(engine.get(VALUES, "v0015")).isNotNull();
            engine.put(RECORDS, "a", "1");
        }
    }

    /** The engine's own check for room is left out, as if another program took the space after it. */
    @Test
    void aWriteAfterATableFoundNoRoomIsRefusedAndWritingGoesOnWhenThereIsRoom() throws Exception {
        NativeLibrary.load();
        Path ballast = disk.path().resolve("ballast");
        try (NativeOptions options = new NativeOptions(RocksDbOptions.defaults());
                OpenDatabase open = OpenDatabase.open(
                        new DataDirectory(store), TestEngine.KEYSPACES, EngineAccess.READ_WRITE, options);
                FlushOptions flush = new FlushOptions()) {
            ColumnFamilyHandle values = open.handle(VALUES);
            open.database().put(values, TestEngine.bytes("before"), new byte[10 << 20]);
            Files.write(ballast, new byte[(int) Files.getFileStore(store).getUsableSpace() - (1 << 20)]);
            assertThatThrownBy(() -> open.database().flush(flush, values)).hasMessageContaining("No space left");

            assertThatThrownBy(() -> open.database().put(values, TestEngine.bytes("refused"), new byte[1]))
                    .isInstanceOfSatisfying(
                            RocksDBException.class,
                            e -> assertThat(RocksDbErrors.writing(e)).isInstanceOf(WriteRefusedException.class));

            Files.delete(ballast);
            assertThat(secondsUntilWritten(open, "after")).isLessThan(10);
        }
        try (TestEngine engine = TestEngine.open(store)) {
            assertThat(engine.get(VALUES, "before")).hasSize(10 << 20);
            assertThat(engine.get(VALUES, "refused")).isNull();
            assertThat(engine.get(VALUES, "after")).isNotNull();
        }
    }

    @Test
    void aWriteForWhichTheLogHasNoRoomFailsAndIsNotThereAfterReopening() throws Exception {
        NativeLibrary.load();
        Path ballast = disk.path().resolve("ballast");
        try (NativeOptions options = new NativeOptions(RocksDbOptions.defaults());
                OpenDatabase open = OpenDatabase.open(
                        new DataDirectory(store), TestEngine.KEYSPACES, EngineAccess.READ_WRITE, options)) {
            ColumnFamilyHandle values = open.handle(VALUES);
            open.database().put(values, options.synced(), TestEngine.bytes("before"), new byte[1 << 20]);
            Files.write(ballast, new byte[(int) Files.getFileStore(store).getUsableSpace() - (1 << 20)]);

            assertThatThrownBy(() -> open.database()
                            .put(values, options.synced(), TestEngine.bytes("failed"), new byte[2 << 20]))
                    .isInstanceOfSatisfying(
                            RocksDBException.class,
                            e -> assertThat(RocksDbErrors.writing(e))
                                    .isInstanceOf(StorageFailedException.class)
                                    .hasMessageContaining("open the store again"));
        }
        Files.delete(ballast);
        try (TestEngine engine = TestEngine.open(store)) {
            assertThat(engine.get(VALUES, "before")).isNotNull();
            assertThat(engine.get(VALUES, "failed")).isNull();
            engine.put(VALUES, "after", "1");
        }
    }

    private static int secondsUntilWritten(OpenDatabase open, String key) throws InterruptedException {
        for (int second = 0; second < 30; second++) {
            try {
                open.database().put(open.handle(VALUES), TestEngine.bytes(key), new byte[1]);
                return second;
            } catch (RocksDBException e) {
                Thread.sleep(1_000);
            }
        }
        throw new AssertionError("RocksDB did not recover");
    }

    /** Writes 1 MiB a batch, in all durabilities, until one is refused; returns the number after the last. */
    private static int fill(TestEngine engine, int from) {
        byte[] value = new byte[1 << 20];
        for (int i = from; i < from + 1_000; i++) {
            try {
                engine.put(VALUES, "k" + i, value, i % 2 == 0 ? Durability.SYNC : Durability.BUFFERED);
            } catch (WriteRefusedException e) {
                assertThat(e).hasMessageContaining("free some space");
                return i;
            }
        }
        throw new AssertionError("the disk never became full");
    }
}

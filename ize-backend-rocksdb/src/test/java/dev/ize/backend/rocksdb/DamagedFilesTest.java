package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static dev.ize.backend.rocksdb.TestEngine.VALUES;
import static dev.ize.backend.rocksdb.TestEngine.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to a closed store is reported, and no open makes it worse. */
class DamagedFilesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void makeAStoreWithTables() throws Exception {
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            engine.put(RECORDS, "a", "1");
            engine.putLargeValues(0, 80);
        }
        // Opening turns the log into tables, so that all data is in them.
        TestEngine.open(directory, TestEngine.SMALL).close();
        assertThat(TestEngine.files(directory, ".sst")).hasSizeGreaterThan(2);
    }

    @Test
    void aMissingCurrentIsNotAnEmptyStore() throws Exception {
        Files.delete(directory.resolve("CURRENT"));

        assertDamaged("CURRENT is missing");
        assertThat(directory.resolve("CURRENT")).doesNotExist();
    }

    @Test
    void anEmptyCurrentIsReported() throws Exception {
        truncate(directory.resolve("CURRENT"), 0);

        assertDamaged("CURRENT");
    }

    @Test
    void aCurrentThatNamesAnotherFileIsReported() throws Exception {
        Files.writeString(directory.resolve("CURRENT"), "MANIFEST-999999\n");

        assertDamaged("MANIFEST-999999");
    }

    @Test
    void aMissingManifestIsReported() throws Exception {
        Files.delete(manifest());

        assertDamaged("MANIFEST");
    }

    @Test
    void anEmptyManifestIsReported() throws Exception {
        truncate(manifest(), 0);

        assertDamaged("MANIFEST");
    }

    @Test
    void aManifestCutInHalfIsReported() throws Exception {
        truncate(manifest(), Files.size(manifest()) / 2);

        assertDamaged("");
    }

    @Test
    void aFlippedBitInTheManifestIsReported() throws Exception {
        flipBit(manifest(), Files.size(manifest()) / 2);

        assertDamaged("");
    }

    @Test
    void aMissingTableIsReported() throws Exception {
        Path table = TestEngine.files(directory, ".sst").get(0);
        Files.delete(table);

        assertDamaged(table.getFileName().toString());
    }

    @Test
    void aShortenedTableIsReported() throws Exception {
        Path table = TestEngine.files(directory, ".sst").get(0);
        truncate(table, Files.size(table) - 1);

        assertDamaged(table.getFileName().toString());
    }

    @Test
    void aFlippedBitInATableIsReportedWhenItIsReadAndTheRestStaysReadable() throws Exception {
        for (Path table : TestEngine.files(directory, ".sst")) {
            if (Files.size(table) > (64 << 10)) {
                flipBit(table, Files.size(table) / 2);
            }
        }

        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL);
                EngineSnapshot snapshot = engine.engine().snapshot()) {
            assertThatThrownBy(() -> scan(snapshot))
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessageContaining("checksum");
            assertThatThrownBy(() -> getAll(snapshot)).isInstanceOf(CorruptStoreException.class);
            assertThat(snapshot.get(RECORDS, bytes("a"))).isEqualTo(bytes("1"));
        }
    }

    private void assertDamaged(String detail) {
        assertThatThrownBy(() -> {
                    TestEngine.open(directory, TestEngine.SMALL).close();
                    fail("the damage went unnoticed");
                })
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("restore the store from a copy")
                .hasMessageContaining(detail);
    }

    private static void scan(EngineSnapshot snapshot) {
        try (Cursor cursor = snapshot.cursor(VALUES, new byte[0], null)) {
            while (cursor.next()) {
                cursor.value();
            }
        }
    }

    private static void getAll(EngineSnapshot snapshot) {
        for (int i = 0; i < 80; i++) {
            snapshot.get(VALUES, bytes("v%04d".formatted(i)));
        }
    }

    private Path manifest() throws IOException {
        return directory.resolve(Files.readString(directory.resolve("CURRENT")).strip());
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void flipBit(Path file, long position) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[(int) position] ^= 0x10;
        Files.write(file, content);
    }
}

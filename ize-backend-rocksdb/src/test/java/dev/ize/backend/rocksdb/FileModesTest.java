package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void needModes() {
        Assumptions.assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "this system has no file modes");
    }

    @Test
    void allFilesAreTheOwnersAlreadyWhenOpeningReturns() throws Exception {
        try (TestEngine engine = TestEngine.open(directory)) {
            assertOwnerOnly();

            engine.put(RECORDS, "a", "1");
            assertOwnerOnly();
        }
        assertOwnerOnly();
    }

    @Test
    void tablesAndLogsMadeInBetweenAreTheOwnersWhenTheNextWriteReturns() throws Exception {
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            engine.putLargeValues(0, 200);
            List<Path> madeInBetween = TestEngine.files(directory, "");

            engine.put(RECORDS, "a", TestEngine.bytes("1"), Durability.SYNC);

            assertThat(TestEngine.files(directory, ".sst")).isNotEmpty();
            assertOwnerOnly(madeInBetween);
        }
        assertOwnerOnly();
    }

    @Test
    void filesThatACopyMadeReadableAreTheOwnersAgainAfterOpening() throws Exception {
        TestEngine.open(directory).close();
        for (Path file : TestEngine.files(directory, "")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }

        try (TestEngine engine = TestEngine.open(directory)) {
            assertThat(engine.get(RECORDS, "a")).isNull();
            assertOwnerOnly();
        }
    }

    private void assertOwnerOnly() throws IOException {
        assertOwnerOnly(TestEngine.files(directory, ""));
    }

    private static void assertOwnerOnly(List<Path> files) throws IOException {
        int checked = 0;
        for (Path file : files) {
            try {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertThat(mode).as(file.getFileName().toString()).isEqualTo("rw-------");
                checked++;
            } catch (NoSuchFileException e) {
                // RocksDB removes files in the background.
            }
        }
        assertThat(checked).isPositive();
    }
}

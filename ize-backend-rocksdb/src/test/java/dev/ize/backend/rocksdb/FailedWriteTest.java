package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that cannot be written, here because of a limit on the size of files. */
class FailedWriteTest {
    @TempDir
    Path directory;

    /** More than the native library, which is unpacked under this limit too, and less than the log may have. */
    private static final long MAX_FILE_KIBIBYTES = 24 << 10;

    @Test
    void afterAFailedWriteOnlyCloseWorksAndReopeningFindsEveryAcknowledgedBatch() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash to set a limit with");

        List<String> lines;
        try (ChildJvm writer = ChildJvm.startWithFileLimit(
                MAX_FILE_KIBIBYTES, NumberedWriter.class, directory.toString(), Durability.SYNC.name(), "128MiB")) {
            lines = writer.remainingLines();
        }

        int acknowledged =
                (int) lines.stream().filter(line -> line.matches("[0-9]+")).count();
        assertThat(acknowledged).isPositive();
        assertThat(lines.subList(acknowledged, lines.size()))
                .satisfiesExactly(
                        message -> assertThat(message).contains("backend=rocksdb", ".log", "File too large"),
                        second -> assertThat(second).isEqualTo("second write: StorageFailedException"),
                        snapshot -> assertThat(snapshot).isEqualTo("snapshot: StorageFailedException"),
                        close -> assertThat(close).isEqualTo("close: returned"));
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            assertThat(NumberedWriter.checkedCount(engine)).isBetween(acknowledged, acknowledged + 1);
        }
    }
}

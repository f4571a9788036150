package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file much larger than the heap streams in and out. Takes 5 GB of disk and minutes; see the profile "large". */
@Tag("large")
final class LargeFileTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "mvstore", "rocksdb"})
    void fileOfFourGibibytesAndOneByteStreamsThroughAHeapOf256Mebibytes(String backend, TestReporter reporter)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFile.class.getName(),
                        temporary.resolve("store").toString(),
                        backend)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();

        reporter.publishEntry(backend, printed);
        assertThat(code).as(printed).isZero();
    }
}

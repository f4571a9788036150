package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million files are recorded in one change through a small heap, and found unchanged afterwards. Takes 6 GB of disk
 * and minutes; see the profile "large".
 */
@Tag("large")
final class LargeTreeTest {
    private static final int DIRECTORIES = 1_000;
    private static final int FILES_PER_DIRECTORY = 1_000;

    @TempDir
    static Path temporary;

    @BeforeAll
    static void makeTree() throws IOException {
        for (int directory = 0; directory < DIRECTORIES; directory++) {
            Path made = Files.createDirectories(temporary.resolve("tree/d" + directory));
            for (int file = 0; file < FILES_PER_DIRECTORY; file++) {
                Files.writeString(made.resolve("f" + file), directory + " " + file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "mvstore", "rocksdb"})
    void millionFilesAreRecordedInOneChangeThroughAHeapOf256Mebibytes(String backend, TestReporter reporter)
            throws IOException, InterruptedException {
        String store = temporary.resolve(backend).toString();
        String tree = temporary.resolve("tree").toString();

        String recorded = CommandProcess.run("-Xmx256m", "record", tree, "--store", store, "--backend", backend);
        String status = CommandProcess.run("-Xmx256m", "status", tree, "--store", store);
        String log = CommandProcess.run("-Xmx256m", "log", "--changes", "--json", "--store", store);

        reporter.publishEntry(backend, recorded);
        assertThat(recorded).contains(String.format("%,d added", DIRECTORIES * (FILES_PER_DIRECTORY + 1)));
        assertThat(status).contains("nothing differs");
        assertThat(log.lines()).hasSize(1);
    }
}

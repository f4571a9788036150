package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.cli.CommandRun;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred thousand files become one change. */
@Tag("sweep")
final class ManyFilesTest {
    private static final int DIRECTORIES = 100;
    private static final int FILES_IN_EACH = 1_000;
    private static final int FILES = DIRECTORIES * FILES_IN_EACH;

    @TempDir
    static Path temporary;

    @BeforeAll
    static void makeFiles() throws IOException {
        for (int i = 0; i < DIRECTORIES; i++) {
            Path directory = Files.createDirectories(temporary.resolve("many/" + i));
            for (int j = 0; j < FILES_IN_EACH; j++) {
                Files.write(directory.resolve("file-" + j), content(i, j));
            }
        }
    }

    /** Between 0 and 600 bytes, one file in a thousand empty and most of them unlike all others. */
    private static byte[] content(int directory, int file) {
        String line = "file " + file + " of directory " + directory + "\n";
        return line.repeat(file * 31 % 1_000 / 50).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "mvstore", "rocksdb"})
    void hundredThousandFilesAreRecordedInOneChange(String backend) {
        Path store = temporary.resolve("store-" + backend);

        CommandRun.at(
                        InstantSource.system(),
                        temporary,
                        "record",
                        "--debug",
                        "--store",
                        store.toString(),
                        "--backend",
                        backend,
                        "many")
                .done();

        StorageOptions existing =
                StorageOptions.builder().mode(StorageOptions.OpenMode.EXISTING).build();
        try (FileSystemStorage storage = FileSystemStorages.open(store, existing)) {
            View head = storage.mainBranch().head();
            assertThat(head.walk(StorePath.ROOT)).hasSize(1 + DIRECTORIES + FILES);
            assertSampledContentIsThere(head);
            assertThatLogHasOneChange(storage);
        }
    }

    private static void assertSampledContentIsThere(View head) {
        for (int number = 0; number < FILES; number += 97) {
            int directory = number / FILES_IN_EACH;
            int file = number % FILES_IN_EACH;
            assertThat(head.read(StorePath.of("/" + directory + "/file-" + file)))
                    .isEqualTo(content(directory, file));
        }
    }

    /** What the root directory is given makes one operation or two; all else makes one for each entry. */
    private static void assertThatLogHasOneChange(FileSystemStorage storage) {
        List<LoggedOperation> log = storage.mainBranch().log(LogQuery.oldestFirst(2 * FILES));

        assertThat(log).hasSizeBetween(1 + DIRECTORIES + FILES, 2 + DIRECTORIES + FILES);
        assertThat(log)
                .extracting(LoggedOperation::change)
                .containsOnly(log.get(0).change());
    }
}

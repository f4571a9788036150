package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.ize.cli.output.Progress;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems take for names, on file systems in memory that have their rules. */
final class CheckoutWriterTest {
    @TempDir
    Path directory;

    private FileSystemStorage storage;

    @BeforeEach
    void open() {
        StorageOptions options = StorageOptions.builder().backend("mvstore").build();
        storage = FileSystemStorages.open(directory.resolve("store"), options);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void create(String... paths) {
        Change.Builder change = Change.by("x");
        for (String path : paths) {
            StorePath file = StorePath.of(path);
            file.parent()
                    .filter(parent -> !parent.isRoot()
                            && storage.mainBranch().head().find(parent).isEmpty())
                    .ifPresent(change::createDirectory);
            change.create(file, Content.of(path));
        }
        storage.mainBranch().apply(change.build());
    }

    private Problems checkOut(Path target, boolean force) throws IOException {
        CheckoutWriter writer = new CheckoutWriter(storage.mainBranch().head(), directory.resolve("store"), force);
        writer.write(StorePath.ROOT, target, Progress.silent());
        return writer.problems();
    }

    private static List<String> problemPaths(Problems problems) {
        return problems.listed().stream().map(Problems.Problem::path).toList();
    }

    private static List<String> files(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void namesOfDevicesDrivesAndSharesAreRefusedOnWindows() throws IOException {
        create(
                "CON",
                "aux.txt",
                "Lpt1",
                "C:",
                "C:evil",
                "a:stream",
                "\\\\host\\share",
                "..\\up",
                "back\\slash",
                "dot.",
                "blank ",
                "what?",
                "good.txt",
                "con-artist");
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path target = Files.createDirectories(windows.getPath("C:\\work\\out"));

            Problems problems = checkOut(target, false);

            assertThat(files(windows.getPath("C:\\"))).containsExactly("work\\out\\con-artist", "work\\out\\good.txt");
            assertThat(problems.count()).isEqualTo(12);
        }
    }

    @Test
    void namesThatAreOneToTheFileSystemAreWrittenOnce() throws IOException {
        create("A.txt", "a.txt", "gr\u00fcn", "gru\u0308n", "Dir/x", "dir/y");
        for (Configuration system : List.of(Configuration.osX(), Configuration.windows())) {
            try (FileSystem folding = Jimfs.newFileSystem(system)) {
                Path root = folding.getRootDirectories().iterator().next();
                Path target = Files.createDirectory(root.resolve("out"));

                Problems problems = checkOut(target, false);

                assertThat(Files.readString(target.resolve("A.txt"))).isEqualTo("A.txt");
                assertThat(problemPaths(problems))
                        .contains("/a.txt", "/dir", "/dir/y")
                        .doesNotContain("/A.txt", "/Dir");
                assertThat(Files.exists(target.resolve("Dir").resolve("y"))).isFalse();
                assertThat(files(target)).hasSize(6 - (int) problemFiles(problems));
            }
        }
    }

    /** Problems of files; the one directory here is {@code /dir}. */
    private static long problemFiles(Problems problems) {
        return problemPaths(problems).stream()
                .filter(path -> !path.equals("/dir"))
                .count();
    }

    @Test
    void fileThatWasWrittenJustNowIsNotReplacedUnderAnotherSpelling() throws IOException {
        create("A.txt", "a.txt");
        try (FileSystem folding = Jimfs.newFileSystem(Configuration.osX())) {
            Path target = Files.createDirectory(folding.getPath("/out"));
            Files.writeString(target.resolve("A.txt"), "older");

            Problems problems = checkOut(target, true);

            assertThat(Files.readString(target.resolve("A.txt"))).isEqualTo("A.txt");
            assertThat(problemPaths(problems)).containsExactly("/a.txt");
        }
    }
}

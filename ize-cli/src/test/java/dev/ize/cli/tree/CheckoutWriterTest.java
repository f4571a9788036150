package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.ize.cli.output.Progress;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems take for names, on file systems in memory that have their rules; and files that several threads make. */
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

    private static final int FILES = 300;

    private void createMany(String parent) {
        Change.Builder change = Change.by("x");
        change.createDirectory(StorePath.of(parent));
        for (int i = 0; i < FILES; i++) {
            change.create(StorePath.of(parent + "/" + i), Content.of("content " + i));
        }
        storage.mainBranch().apply(change.build());
    }

    /** The head, but that something happens first wherever a file is opened. */
    private View head(Consumer<StorePath> opening) {
        View head = storage.mainBranch().head();
        return (View) Proxy.newProxyInstance(
                View.class.getClassLoader(), new Class<?>[] {View.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newInputStream")) {
                        opening.accept((StorePath) arguments[0]);
                    }
                    try {
                        return method.invoke(head, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void checkOut(View view, Path target) throws IOException {
        new CheckoutWriter(view, directory.resolve("store"), false).write(StorePath.ROOT, target, Progress.silent());
    }

    @Test
    void filesAreMadeAtTheSameTimeAndHaveTheirOwnContent() throws IOException {
        createMany("d");
        Path target = Files.createDirectory(directory.resolve("out"));
        CountDownLatch opened = new CountDownLatch(2);

        checkOut(
                head(path -> {
                    opened.countDown();
                    assertThatCode(() -> assertThat(opened.await(1, TimeUnit.MINUTES))
                                    .as("two files are open at once")
                                    .isTrue())
                            .doesNotThrowAnyException();
                }),
                target);

        assertThat(files(target)).hasSize(FILES);
        for (int i = 0; i < FILES; i++) {
            assertThat(target.resolve("d/" + i)).hasContent("content " + i);
        }
    }

    @Test
    void filesOfADirectoryThatCannotBeWrittenLeaveNothing() throws IOException {
        createMany("d");
        createMany("e");
        Path target = Files.createDirectory(directory.resolve("out"));
        Files.writeString(target.resolve("d"), "in the way");

        Problems problems = checkOut(target, false);

        assertThat(problems.count()).isEqualTo(1 + FILES);
        assertThat(files(target)).hasSize(1 + FILES).contains("d", "e/0").noneMatch(file -> file.contains(".ize"));
        assertThat(target).isDirectoryNotContaining("glob:**.ize-checkout-*");
    }

    @Test
    void checkoutThatTheStorageEndsLeavesWhatIsInItsPlaceAndNothingElse() throws IOException {
        createMany("d");
        Path target = Files.createDirectory(directory.resolve("out"));
        View failing = head(path -> {
            if (path.equals(StorePath.of("d/250"))) {
                throw new StorageFailedException("as if the disk had gone", new IOException());
            }
        });

        assertThatThrownBy(() -> checkOut(failing, target)).isInstanceOf(StorageFailedException.class);

        assertThat(target).isDirectoryNotContaining("glob:**.ize-checkout-*");
        // Those before it in the order of names, as bytes.
        assertThat(files(target)).hasSize(169).contains("d/0", "d/25").doesNotContain("d/250", "d/251", "d/99");
    }
}

package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class CheckoutTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    CheckoutTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void recordTree() throws IOException {
        work = Workspace.make(temporary, backend);
        LocalFiles.write(work.tree, "docs/a.txt", "alpha");
        LocalFiles.write(work.tree, "b.txt", "beta");
        work.ize("record", "tree").done();
    }

    @Test
    void directoryThatIsNotEmptyIsRefusedAndStaysAsItIs() throws IOException {
        LocalFiles.write(work.out("out"), "mine", "mine");
        List<String> before = LocalFiles.describe(work.out("out"));

        work.ize("checkout", "out").refused(ExitCode.WRONG_USE);
        work.ize("checkout", "out/mine").refused(ExitCode.WRONG_USE);

        assertThat(LocalFiles.describe(work.out("out"))).isEqualTo(before);
    }

    @Test
    void forceReplacesWhatIsInTheWayAndLeavesTheRest() throws IOException {
        LocalFiles.write(work.out("out"), "mine", "mine");
        LocalFiles.write(work.out("out"), "docs", "a file where a directory belongs");
        LocalFiles.write(work.out("out"), "b.txt/x/y", "a directory where a file belongs");

        work.ize("checkout", "--force", "out").done();

        assertThat(work.out("out/mine")).hasContent("mine");
        assertThat(work.out("out/docs/a.txt")).hasContent("alpha");
        assertThat(work.out("out/b.txt")).hasContent("beta");
    }

    @Test
    void symlinkInTheTargetIsReplacedAndNotFollowed() throws IOException {
        Path outside = Files.createDirectory(work.out("outside"));
        Path file = LocalFiles.write(outside, "file", "untouched");
        Files.createDirectory(work.out("out"));
        Files.createSymbolicLink(work.out("out/docs"), outside);
        Files.createSymbolicLink(work.out("out/b.txt"), file);

        work.ize("checkout", "--force", "out").done();

        assertThat(Files.isDirectory(work.out("out/docs"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(work.out("out/b.txt")).hasContent("beta");
        assertThat(file).hasContent("untouched");
        assertThat(outside.resolve("a.txt")).doesNotExist();
    }

    @Test
    void directoryThatIsExchangedForASymlinkMeanwhileLeadsNowhere() throws Exception {
        for (int i = 0; i < 300; i++) {
            LocalFiles.write(work.tree, "docs/" + i % 10 + "/" + i + ".txt", "text " + i);
            Files.createSymbolicLink(work.tree.resolve("docs/" + i % 10 + "/" + i + ".link"), Path.of("x"));
        }
        work.ize("record", "tree").done();
        Path outside = Files.createDirectory(work.out("outside"));
        Files.createDirectory(work.out("out"));
        FileTime untouched = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));
        Files.setLastModifiedTime(outside, untouched);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger exchanges = new AtomicInteger();
        Thread attacker = new Thread(() -> {
            while (!ended.get()) {
                exchange(work.out("out/docs"), outside, exchanges);
            }
        });
        attacker.start();
        try {
            for (int run = 0; run < 3; run++) {
                CommandRun checkout = work.ize("checkout", "--force", "out");
                assertThat(checkout.code()).isIn(ExitCode.DONE, ExitCode.DIFFERENCE);
            }
        } finally {
            ended.set(true);
            attacker.join();
        }

        assertThat(exchanges.get()).isPositive();
        assertThat(outside).isEmptyDirectory();
        assertThat(Files.getLastModifiedTime(outside)).isEqualTo(untouched);
        try (Stream<Path> left = Files.list(work.out("out"))) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> !name.startsWith(".ize-"));
        }
    }

    /** Puts a symlink in a directory's place for a moment. */
    private static void exchange(Path directory, Path outside, AtomicInteger exchanges) {
        Path aside = directory.resolveSibling("aside");
        try {
            Files.move(directory, aside);
            Files.createSymbolicLink(directory, outside);
            exchanges.incrementAndGet();
            LockSupport.parkNanos(50_000);
            Files.delete(directory);
            Files.move(aside, directory);
        } catch (IOException e) {
            // The checkout replaced what was there, or has not made it yet.
            Thread.onSpinWait();
        }
    }

    @Test
    void storeIsNeverWrittenTo() throws IOException {
        work.apply(change -> change.createDirectory(StorePath.of(".ize"))
                .create(StorePath.of(".ize/ize.properties"), Content.of("spoilt")));

        CommandRun run = work.ize("checkout", "--force", ".");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("skipped /.ize: it would be written into the store");
        assertThat(work.ize("cat", "b.txt").done().out()).isEqualTo("beta");
        assertThat(work.directory.resolve("b.txt")).hasContent("beta");
        work.ize("checkout", ".ize/inside").refused(ExitCode.WRONG_USE);
    }

    @Test
    void fileInPlaceOfADirectoryThatHoldsTheStoreIsRefused() throws IOException {
        CommandRun.in(work.directory, "record", "--store", "out/keep/store", "--backend", backend, "tree")
                .done();
        try (var storage = dev.ize.spi.FileSystemStorages.open(
                work.out("out/keep/store"), dev.ize.spi.StorageOptions.defaults())) {
            storage.mainBranch()
                    .apply(dev.ize.spi.Change.by("x")
                            .create(StorePath.of("keep"), Content.of("file"))
                            .build());
        }

        CommandRun run = work.ize("checkout", "--force", "out", "--store", "out/keep/store");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("skipped /keep: the store lies below it");
        assertThat(work.ize("cat", "b.txt", "--store", "out/keep/store").done().out())
                .isEqualTo("beta");
    }

    @Test
    void partOfTheTreeCanBeWrittenAlone() throws IOException {
        work.ize("checkout", "new/out", "--path", "docs").done();
        work.ize("checkout", "single", "--path", "/docs/a.txt").done();

        assertThat(work.out("new/out/a.txt")).hasContent("alpha");
        assertThat(work.out("single/a.txt")).hasContent("alpha");
        assertThat(LocalFiles.describe(work.out("single"))).hasSize(2);
    }

    @Test
    void whatTheDiskCannotHoldIsListedAndTheRestWritten() throws IOException {
        work.apply(change -> change.createSymlink(StorePath.of("link"), "a//b")
                .add(new Operation.CreateFile(
                        StorePath.of("old"),
                        Content.of("old"),
                        0644,
                        Optional.of(Instant.parse("1901-01-01T00:00:00Z")))));

        CommandRun run = work.ize("checkout", "out");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err())
                .contains("/link: its target was written without its repeated slashes")
                .contains("/old: the file system cannot hold its modification time, 1901-01-01T00:00:00Z")
                .hasLineCount(2);
        assertThat(work.out("out/b.txt")).hasContent("beta");
        assertThat(work.out("out/old")).hasContent("old");
        assertThat(Files.readSymbolicLink(work.out("out/link"))).hasToString("a/b");
    }
}

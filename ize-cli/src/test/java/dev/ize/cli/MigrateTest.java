package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.StoreMigration;
import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Node;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of each backend, copied to each other one. */
@Tag("once")
@ParameterizedClass(name = "{0} to {1}")
@MethodSource("directions")
final class MigrateTest {
    private final String from;
    private final String to;

    @TempDir
    Path temporary;

    private Workspace work;

    MigrateTest(String from, String to) {
        this.from = from;
        this.to = to;
    }

    static List<Arguments> directions() {
        List<Arguments> directions = new ArrayList<>();
        for (String from : Backends.all()) {
            for (String to : Backends.all()) {
                if (!from.equals(to)) {
                    directions.add(Arguments.of(from, to));
                }
            }
        }
        assertThat(directions).hasSize(6);
        return directions;
    }

    @BeforeEach
    void fill() throws IOException {
        work = Workspace.make(temporary, from);
        work.apply(change -> change.create(StorePath.of("large"), Content.of(noise(3 << 20)))
                .createDirectory(StorePath.of("d"))
                .create(StorePath.of("d/small"), Content.of("small")));
        work.ize("fork", "side").done();
        work.ize("snapshot", "create", "v1").done();
        work.apply(change -> change.write(StorePath.of("large"), 1 << 20, Content.of("edit"))
                .rename(StorePath.of("d/small"), StorePath.of("moved")));
    }

    @Test
    void storeIsTheSameOnTheOtherEngine() throws IOException {
        String properties = Files.readString(work.store().resolve("ize.properties"));

        CommandRun run = work.ize("migrate", "new", "--backend", to).done();

        assertThat(run.out()).contains("Copied and compared").contains(to);
        assertThat(Files.readString(work.out("new").resolve("ize.properties")))
                .isEqualTo(properties.replace("backend=" + from, "backend=" + to));
        assertSame(work.out("new"));
        assertThat(work.ize("record", "tree", "--store", "new").done().out()).contains("removed");
    }

    /** The progress ends it after each batch of the copy, and then within each later step. */
    @Test
    void interruptedMigrationIsGoneOnWith() {
        byte[] severalBatches = noise(36 << 20);
        work.apply(change -> change.create(StorePath.of("larger"), Content.of(severalBatches)));
        int interruptions = 0;
        boolean done = false;
        while (!done) {
            int[] calls = {0};
            int last = 1 + interruptions / 3;
            try {
                migrate((step, reached, total) -> {
                    assertThat(FileSystemStorages.backendOf(work.out("new"))).isEmpty();
                    if (++calls[0] == last) {
                        throw new IllegalStateException("enough");
                    }
                });
                done = true;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("enough");
                interruptions++;
            }
        }

        assertThat(interruptions).isGreaterThanOrEqualTo(6);
        assertSame(work.out("new"));
        assertThat(work.out("new").resolve("migrating")).doesNotExist();
    }

    @Test
    void storeThatHasChangedSinceIsRefused() {
        assertThatThrownBy(() -> migrate((step, reached, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        work.apply(change -> change.create(StorePath.of("meanwhile"), Content.of("x")));

        assertThatThrownBy(() -> migrate(Progress.NONE))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("another state of the store");
        work.ize("migrate", "new", "--backend", to).refused(ExitCode.STORE_ERROR);
    }

    @Test
    void directoryOfSomethingElseIsRefused() throws IOException {
        LocalFiles.write(work.out("other"), "file", "x");
        work.ize("init", "--store", "made", "--backend", to).done();

        work.ize("migrate", "other", "--backend", to).refused(ExitCode.STORE_ERROR);
        work.ize("migrate", "made", "--backend", to).refused(ExitCode.WRONG_USE);
        work.ize("migrate", ".ize", "--backend", to).refused(ExitCode.WRONG_USE);
        work.ize("migrate", "new").refused(ExitCode.WRONG_USE);
        work.ize("migrate", "new", "--backend", "none").refused(ExitCode.WRONG_USE);
        work.ize("migrate", "new", "--backend", to, "--option", "no=1").refused(ExitCode.WRONG_USE);

        assertThat(work.out("new")).doesNotExist();
        try (Stream<Path> left = Files.list(work.out("other"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void storeThatIsOpenIsRefused() {
        try (FileSystemStorage storage = FileSystemStorages.open(work.store(), StorageOptions.defaults())) {
            CommandRun run = work.ize("migrate", "new", "--backend", to).refused(ExitCode.STORE_ERROR);

            assertThat(run.err()).contains("open already");
            assertThat(storage.mainBranch().head().find(StorePath.of("moved"))).isPresent();
        }
    }

    /** One record that is not as it was must be enough. */
    @Test
    void copyThatDiffersBecomesNoStore() throws IOException {
        assertThatThrownBy(() -> migrate((step, reached, total) -> {
                    if (!step.equals("copying")) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
        EngineProvider engine = (EngineProvider) FileSystemStorages.provider(to);
        CopyDamage.changeOneRecord(engine, work.out("new").resolve("data"));

        work.ize("migrate", "new", "--backend", to).refused(ExitCode.STORE_ERROR);

        assertThat(work.out("new").resolve("ize.properties")).doesNotExist();
    }

    /** Bytes that do not compress. */
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new SplittableRandom(1).nextBytes(noise);
        return noise;
    }

    private void migrate(Progress progress) {
        EngineProvider target = (EngineProvider) FileSystemStorages.provider(to);
        new StoreMigration(
                        work.store(),
                        (EngineProvider) FileSystemStorages.provider(from),
                        target,
                        target.defaultOptions())
                .migrate(work.out("new"), progress);
    }

    private void assertSame(Path copy) {
        try (FileSystemStorage expected = FileSystemStorages.open(work.store(), StorageOptions.defaults());
                FileSystemStorage actual = FileSystemStorages.open(copy, StorageOptions.defaults())) {
            assertThat(actual.backend()).isEqualTo(to);
            assertThat(actual.branches()).isEqualTo(expected.branches());
            assertThat(actual.snapshots()).isEqualTo(expected.snapshots());
            for (BranchDescription branch : expected.branches()) {
                LogQuery all = LogQuery.newestFirst(1000);
                assertThat(actual.branch(branch.name()).log(all))
                        .isEqualTo(expected.branch(branch.name()).log(all));
                assertSame(
                        actual.branch(branch.name()).head(),
                        expected.branch(branch.name()).head());
            }
            assertSame(actual.atSnapshot("v1"), expected.atSnapshot("v1"));
        }
    }

    private static void assertSame(View actual, View expected) {
        assertThat(actual.chainHash()).isEqualTo(expected.chainHash());
        List<Entry> entries = expected.walk(StorePath.ROOT).toList();
        assertThat(actual.walk(StorePath.ROOT).toList()).isEqualTo(entries);
        entries.stream()
                .filter(entry -> entry.node() instanceof Node.File)
                .forEach(entry -> assertThat(actual.read(entry.path())).isEqualTo(expected.read(entry.path())));
    }
}

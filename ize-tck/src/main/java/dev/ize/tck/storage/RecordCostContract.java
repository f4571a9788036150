package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.View;
import dev.ize.tck.Profile;
import dev.ize.tck.rule.Shows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a storage asks of its engine, counted. */
abstract class RecordCostContract extends StorageContract {
    private static final int FEW = 10;
    private static final int MANY = Profile.current().size(2000, 100_000, 100_000);
    private static final int VERSIONS = 1000;
    private static final int DEPTH = 16;

    /** Numbers and names in records are longer in larger stores, by some bytes each. */
    private static final int LONGER = 64;

    private final EngineTally tally = new EngineTally();

    @Override
    abstract EngineProvider provider();

    /** Opens a storage over engines that are counted. */
    abstract FileSystemStorage open(EngineProvider counted, Path store, StorageOptions options);

    private FileSystemStorage counted(String store) {
        return open(
                tally.counting(provider()), directory.resolve(store), options().build());
    }

    @Test
    @Shows("cost-1")
    void snapshotWritesTheSameWhateverTheTreeHolds() {
        assertSameAtAnySize(
                3, storage -> storage.createSnapshot("s", storage.mainBranch().head(), "message"));
    }

    @Test
    @Shows("cost-2")
    void forkWritesTheSameWhateverTheTreeHolds() {
        assertSameAtAnySize(
                4, storage -> storage.fork("fork", storage.mainBranch().head()));
    }

    @Test
    @Shows("cost-3")
    void renameOfADirectoryWritesTheSameWhateverItHolds() {
        assertSameAtAnySize(
                8,
                storage -> apply(storage.mainBranch(), change -> change.renameDirectory(path("/d"), path("/renamed"))));
    }

    private void assertSameAtAnySize(int most, Consumer<FileSystemStorage> work) {
        List<EngineTally.Count> counts = new ArrayList<>();
        for (int files : new int[] {FEW, MANY}) {
            try (FileSystemStorage storage = counted("of-" + files)) {
                fill(storage.mainBranch(), files);
                counts.add(tally.of(() -> work.accept(storage)));
            }
        }

        assertThat(counts.get(0).steps()).as("writes with %d files", FEW).isBetween(1L, (long) most);
        assertThat(counts.get(1).steps())
                .as("writes with %d files", MANY)
                .isEqualTo(counts.get(0).steps());
        assertThat(counts.get(1).bytes())
                .as("bytes with %d files", MANY)
                .isBetween(1L, counts.get(0).bytes() + LONGER);
    }

    private static void fill(Branch branch, int files) {
        apply(branch, change -> change.createDirectory(path("/d")));
        try (StagedChange stage = branch.stage("tester", "", "")) {
            for (int i = 0; i < files; i++) {
                stage.add(new Operation.CreateFile(path("/d/f" + i), Content.of("x"), 0644, Optional.empty()));
            }
            stage.publish();
        }
    }

    @Test
    @Shows("cost-4")
    void smallChangesWriteAFewRecords() {
        try (FileSystemStorage storage = counted("small")) {
            Branch main = storage.mainBranch();
            apply(main, change -> change.create(path("/file"), Content.of("one")));

            long create = tally.of(() -> apply(main, change -> change.create(path("/other"), Content.of("x"))))
                    .steps();
            long replace = tally.of(() -> apply(main, change -> change.replace(path("/file"), Content.of("two"))))
                    .steps();

            assertThat(replace).as("of an overwrite").isBetween(1L, 2L);
            assertThat(create).as("of a creation").isBetween(1L, 5L);
        }
    }

    @Test
    @Shows("cost-5")
    void writeIntoALargeFileWritesAFewChunks() {
        try (FileSystemStorage storage = counted("large")) {
            Branch main = storage.mainBranch();
            apply(main, change -> change.create(path("/file"), Content.of(noise(16 << 20, 1))));

            long bytes = tally.of(
                            () -> apply(main, change -> change.write(path("/file"), 8 << 20, Content.of("some bytes"))))
                    .bytes();

            assertThat(bytes).isBetween(1L, 1L << 20);
        }
    }

    /** A few bytes are others in each part of the file, which is longer than what waits in memory for its change. */
    @Test
    @Shows("cost-10")
    void newVersionThatDiffersLittleTakesLittleSpace() {
        try (FileSystemStorage storage = counted("versions")) {
            Branch main = storage.mainBranch();
            byte[] bytes = noise(4 << 20, 1);
            apply(main, change -> change.create(path("/file"), Content.of(bytes)));
            byte[] next = bytes.clone();
            for (int at = 0; at < next.length; at += 20_000) {
                next[at]++;
            }

            long written = tally.of(() -> apply(main, change -> change.replace(path("/file"), Content.of(next))))
                    .bytes();

            assertThat(written).isBetween(1L, (long) bytes.length / 20);
            assertThat(main.head().read(path("/file"))).isEqualTo(next);
        }
    }

    @Test
    @Shows("cost-6")
    void anyOfAThousandVersionsIsFoundByTheSameLookUps() {
        try (FileSystemStorage storage = counted("versions")) {
            Branch main = storage.mainBranch();
            apply(main, change -> change.create(path("/file"), Content.of("version 0")));
            View oldest = main.head();
            for (int i = 1; i < VERSIONS; i++) {
                String text = "version " + i;
                apply(main, change -> change.replace(path("/file"), Content.of(text)));
            }

            long newest = lookUps(main.head(), "version " + (VERSIONS - 1));
            long first = lookUps(oldest, "version 0");

            assertThat(first).as("of the oldest; of the newest: %d", newest).isBetween(1L, newest + 4);
            assertThat(newest).isLessThan(20);
        }
    }

    @Test
    @Shows("cost-7")
    void deepLineageTakesAFewMoreLookUps() {
        try (FileSystemStorage storage = counted("deep")) {
            Branch branch = storage.mainBranch();
            apply(branch, change -> change.create(path("/file"), Content.of("text")));
            long onMain = lookUps(branch.head(), "text");
            for (int i = 0; i < DEPTH; i++) {
                branch = storage.fork("b" + i, branch.head());
                String own = "/own" + i;
                apply(branch, change -> change.create(path(own), Content.of("x")));
            }

            assertThat(lookUps(branch.head(), "text"))
                    .as("of a fork %d deep; on main: %d", DEPTH, onMain)
                    .isLessThanOrEqualTo(onMain + DEPTH);
        }
    }

    private long lookUps(View view, String expected) {
        return tally.of(() -> assertThat(text(view, "/file")).isEqualTo(expected))
                .lookUps();
    }
}

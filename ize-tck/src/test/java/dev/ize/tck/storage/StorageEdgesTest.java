package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shared layer makes of calls that no program has a reason to make. */
@Timeout(60)
final class StorageEdgesTest {
    @TempDir
    Path directory;

    /** The inner collection ended the marks of the outer, which then could remove what a change began to use. */
    @Test
    void progressOfACollectionMayNotCollect() {
        try (FileSystemStorage storage = open(InstantSource.system())) {
            Progress collecting = (step, done, total) -> storage.collect(RemovalMode.REMOVE, Progress.NONE);

            assertThatThrownBy(() -> storage.collect(RemovalMode.REMOVE, collecting))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(storage.collect(RemovalMode.REMOVE, Progress.NONE).objects())
                    .isZero();
        }
    }

    /** It was called on the thread that writes, which waited for itself for ever. */
    @Test
    void progressOfACompactionMayNotWrite() {
        try (FileSystemStorage storage = open(InstantSource.system())) {
            Branch main = storage.mainBranch();

            assertThatThrownBy(() -> storage.compact((step, done, total) -> apply(main, "/inside")))
                    .isInstanceOf(IllegalStateException.class);
            apply(main, "/after");

            assertThat(main.head().list(StorePath.ROOT)).hasSize(1);
        }
    }

    @Test
    void clockMayNotWrite() {
        AtomicReference<Branch> writes = new AtomicReference<>();
        InstantSource clock = () -> {
            Branch main = writes.getAndSet(null);
            if (main != null) {
                apply(main, "/inside");
            }
            return InstantSource.system().instant();
        };
        try (FileSystemStorage storage = open(clock)) {
            Branch main = storage.mainBranch();
            writes.set(main);

            assertThatThrownBy(() -> apply(main, "/refused")).isInstanceOf(IllegalStateException.class);
            apply(main, "/after");

            assertThat(main.head().list(StorePath.ROOT)).hasSize(1);
        }
    }

    /** Its bytes are those of a question mark where they are made without a check. */
    @Test
    void textThatIsNoUnicodeFindsNoSnapshot() {
        try (FileSystemStorage storage = open(InstantSource.system())) {
            storage.createSnapshot("?", storage.mainBranch().head(), "");

            assertThat(storage.findSnapshot("\ud800")).isEmpty();
            assertThatThrownBy(() -> storage.deleteSnapshot("\ud800")).isInstanceOf(NotFoundException.class);
            assertThat(storage.findSnapshot("?")).isPresent();
        }
    }

    /** The sum of a change's time and the rule's was beyond all times. */
    @Test
    void rulesMayKeepForEver() {
        KeepRules rules =
                KeepRules.builder().keepWithin(ChronoUnit.FOREVER.getDuration()).build();
        try (FileSystemStorage storage = open(InstantSource.system())) {
            apply(storage.mainBranch(), "/a");
            apply(storage.mainBranch(), "/b");

            PruneReport report = storage.prune(rules, RemovalMode.REMOVE, Progress.NONE);

            assertThat(report.branches())
                    .allSatisfy(branch -> assertThat(branch.changesRemoved()).isZero());
        }
    }

    private static void apply(Branch branch, String path) {
        branch.apply(
                Change.by("tester").create(StorePath.of(path), Content.of(path)).build());
    }

    private FileSystemStorage open(InstantSource clock) {
        return new InMemoryProvider()
                .open(
                        directory,
                        StorageOptions.builder().backend("memory").clock(clock).build());
    }
}

package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.Content;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each of the long calls on a store of three changes: what it answers, and that it went to the part that does it. */
@Timeout(60)
final class SmallStoreTest {
    private static final StorePath FILE = StorePath.of("/d/file");

    /** The node of the directory that the file is in. */
    private static final long DIRECTORY = 2;

    @TempDir
    Path directory;

    private Path store() {
        return directory.resolve("store");
    }

    @BeforeEach
    void makeStore() {
        try (FileSystemStorage storage = open(store())) {
            apply(storage, Change.by("tester").createDirectory(StorePath.of("/d")));
            apply(storage, Change.by("tester").create(FILE, Content.of(StorageContract.noise(5000, 1))));
            apply(storage, Change.by("tester").replace(FILE, Content.of(StorageContract.noise(5000, 2))));
        }
    }

    @Test
    void dumpIsLoadedIntoAnotherStore() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileSystemStorage storage = open(store());
                FileSystemStorage other = open(directory.resolve("other"))) {
            DumpSummary dumped = storage.dump(out, DumpOptions.all(), Progress.NONE);
            LoadSummary loaded = other.load(new ByteArrayInputStream(out.toByteArray()), Progress.NONE);

            assertThat(dumped.changes()).isEqualTo(3);
            assertThat(loaded.changes()).isEqualTo(3);
            assertThat(other.mainBranch().head().point())
                    .isEqualTo(storage.mainBranch().head().point());
            assertThat(other.mainBranch().head().effectiveTime())
                    .isEqualTo(storage.mainBranch().head().effectiveTime());
            assertThat(firstTime(other)).isEqualTo(firstTime(storage));
        }
    }

    /** The effective time before the first change is when the store was made. */
    private static Instant firstTime(FileSystemStorage storage) {
        return storage.mainBranch().at(new Point(BranchId.MAIN, 0)).effectiveTime();
    }

    @Test
    void contentThatNothingHoldsIsCollectedOnceItIsPruned() {
        try (FileSystemStorage storage = open(store())) {
            try (StoredContent content = storage.mainBranch().head().content(FILE)) {
                ContentExplanation explanation =
                        storage.explain(content.reference().hash(), 10, Progress.NONE);
                assertThat(explanation.holderCount()).isOne();
                assertThat(explanation.isLeased()).isTrue();
            }
            KeepRules rules = KeepRules.builder().keepLast(1).build();
            PruneReport pruned = storage.prune(rules, RemovalMode.REMOVE, Progress.NONE);
            assertThat(pruned.branches()).hasSize(1);
            assertThat(pruned.branches().get(0).changesRemoved()).isPositive();

            CollectedContent collected = storage.collect(RemovalMode.REMOVE, Progress.NONE);

            assertThat(collected.objects()).isOne();
            assertThat(verify(storage, VerificationOptions.full()).isSound()).isTrue();
        }
    }

    @Test
    void directoryThatHoldsItselfEndsAWalk() {
        holdItself();
        try (FileSystemStorage storage = open(store())) {
            List<StorePath> roots = List.of(StorePath.ROOT, StorePath.of("/d"));
            for (StorePath root : roots) {
                assertThatThrownBy(() -> storage.mainBranch().head().walk(root).toList())
                        .isInstanceOf(CorruptStoreException.class)
                        .hasMessageContaining("circle");
            }
        }
    }

    @Test
    void damageIsFoundAndPutRight() {
        byte[] listed = Keys.live(DIRECTORY, 1, Name.of("file"));
        try (BareStore bare = BareStore.open(new InMemoryProvider(), store())) {
            bare.delete(Keyspaces.ENTRIES, listed);
        }
        try (FileSystemStorage storage = open(store())) {
            assertThat(verify(storage, VerificationOptions.full()).repaired()).isZero();

            VerificationReport report =
                    verify(storage, VerificationOptions.full().repairing());

            assertThat(report.found()).isOne();
            assertThat(report.repaired()).isOne();
            assertThat(verify(storage, VerificationOptions.full()).isSound()).isTrue();
        }
    }

    private static VerificationReport verify(FileSystemStorage storage, VerificationOptions options) {
        return storage.verify(options, Progress.NONE);
    }

    /** Lets a directory hold itself under another name. */
    private void holdItself() {
        try (BareStore bare = BareStore.open(new InMemoryProvider(), store())) {
            Name name = Name.of("self");
            byte[] version = Keys.version(Keys.entryPrefix(DIRECTORY, name), 1, 2);
            byte[] live = Keys.live(DIRECTORY, 1, name);
            for (byte[] key : List.of(version, live)) {
                bare.put(Keyspaces.ENTRIES, key, new EntryRecord(2, DIRECTORY, NodeKind.DIRECTORY).encode(key));
            }
        }
    }

    private static void apply(FileSystemStorage storage, Change.Builder change) {
        storage.mainBranch().apply(change.build());
    }

    private static FileSystemStorage open(Path store) {
        return new InMemoryProvider()
                .open(store, StorageOptions.builder().backend("memory").build());
    }
}

package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The removal behind a pruning may end anywhere, goes on beside everything else, and leaves a store that works in full. */
abstract class StoragePruneSweepContract extends PrunedStoreContract {
    @Test
    @Shows("upkeep-10")
    void pruningThatIsEndedAtAnyStepLosesNoKeptPointAndIsGoneOnWith() {
        List<String> snapshots = makeLongHistory();
        List<List<String>> states = states(storage(), snapshots);
        AtomicLong steps = new AtomicLong();
        boolean ended = true;
        int limit = 0;

        while (ended) {
            int last = ++limit;
            steps.set(0);
            try {
                storage().prune(NEWEST, RemovalMode.REMOVE, (step, done, total) -> {
                    if (steps.incrementAndGet() == last) {
                        throw new IllegalStateException("enough");
                    }
                });
                ended = false;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("enough");
            }
            assertThat(states(storage(), snapshots)).isEqualTo(states);
            assertSound();
        }

        assertThat(limit).as("steps that were ended, and one that was not").isGreaterThan(1);
        assertThat(prune(rules -> rules.keepLast(1), RemovalMode.DRY_RUN).operations())
                .isZero();
    }

    @Test
    @Shows("upkeep-10")
    void pruningThatClosingEndsIsGoneOnWith() {
        List<String> snapshots = makeLongHistory();
        List<List<String>> states = states(storage(), snapshots);

        for (int last : new int[] {1, 4}) {
            AtomicLong steps = new AtomicLong();
            assertThatThrownBy(() -> storage().prune(NEWEST, RemovalMode.REMOVE, (step, done, total) -> {
                        if (steps.incrementAndGet() == last) {
                            closeStorage();
                        }
                    }))
                    .isInstanceOf(StorageClosedException.class);
        }

        assertThat(states(storage(), snapshots)).isEqualTo(states);
        assertSound();
        create("/new", "goes on");
        storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
        assertThat(text("/new")).isEqualTo("goes on");
        assertThat(states(storage(), snapshots).subList(0, snapshots.size()))
                .isEqualTo(states.subList(0, snapshots.size()));
        assertSound();
    }

    @Test
    @Shows("upkeep-11")
    void readersAndTheWriterGoOnMeanwhile() throws Exception {
        List<String> snapshots = makeLongHistory();
        List<List<String>> states = states(storage(), snapshots);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> reader = threads.submit(() -> readUntil(over, snapshots, states));
            Future<Integer> writer = threads.submit(() -> writeUntil(over));
            for (int i = 0; i < 5; i++) {
                storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
            }
            over.set(true);
            assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
            int rounds = writer.get(1, TimeUnit.MINUTES);
            assertThat(text("/w")).isEqualTo("round " + (rounds - 1));
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertSound();
    }

    private int readUntil(AtomicBoolean over, List<String> snapshots, List<List<String>> states) {
        int rounds = 0;
        while (!over.get() || rounds == 0) {
            for (int i = 0; i < snapshots.size(); i++) {
                assertThat(TreeState.of(storage().atSnapshot(snapshots.get(i)))).isEqualTo(states.get(i));
            }
            assertThat(textOrPruned(head(), "/keep")).isIn("kept", "pruned");
            rounds++;
        }
        return rounds;
    }

    /** A head that moves on may be pruned before it is read. */
    private static String textOrPruned(View view, String path) {
        try {
            return text(view, path);
        } catch (PointPrunedException e) {
            return "pruned";
        }
    }

    private int writeUntil(AtomicBoolean over) {
        int rounds = 0;
        create("/w", "round 0");
        while (!over.get() || rounds == 0) {
            replace("/w", "round " + rounds++);
            apply(change -> change.rename(path("/node"), path("/x")).rename(path("/x"), path("/node")));
        }
        return rounds;
    }

    @Test
    @Shows("upkeep-12")
    void dumpOfWhatWasPrunedIsRefusedAndOneOfTheRestWorks() {
        makeHistory(10);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        storage().dump(all, DumpOptions.all(), Progress.NONE);
        long end = head().point().sequence();
        FileSystemStorage copy = open(directory.resolve("copy"));
        copy.load(new ByteArrayInputStream(all.toByteArray()), Progress.NONE);
        create("/later", "later");
        storage().prune(KeepRules.builder().keepLast(2).build(), RemovalMode.REMOVE, Progress.NONE);
        create("/latest", "latest");

        assertThatThrownBy(() -> storage().dump(OutputStream.nullOutputStream(), DumpOptions.all(), Progress.NONE))
                .isInstanceOf(PointPrunedException.class)
                .satisfies(e -> assertThat(((PointPrunedException) e).above())
                        .contains(main().floor().orElseThrow()));
        assertThatThrownBy(() ->
                        storage().dump(OutputStream.nullOutputStream(), DumpOptions.since(end - 1), Progress.NONE))
                .isInstanceOf(PointPrunedException.class);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        storage().dump(rest, DumpOptions.since(end), Progress.NONE);
        LoadSummary loaded = copy.load(new ByteArrayInputStream(rest.toByteArray()), Progress.NONE);

        assertThat(loaded.changes()).isEqualTo(2);
        assertThat(TreeState.of(copy.mainBranch().head())).isEqualTo(TreeState.of(head()));
        assertThat(copy.mainBranch().floor()).isEmpty();
        assertThat(copy.verify(VerificationOptions.full(), Progress.NONE).findings())
                .isEmpty();
        copy.close();
    }

    @Test
    @Shows("upkeep-12")
    void dumpUnderWayThatAPruningOvertakesIsRefused() {
        for (int i = 0; i < 40; i++) {
            create("/f" + i, noise(100_000, i));
        }
        AtomicBoolean pruned = new AtomicBoolean();

        assertThatThrownBy(() -> storage()
                        .dump(OutputStream.nullOutputStream(), DumpOptions.all(), (step, done, total) -> {
                            if (!pruned.getAndSet(true)) {
                                storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
                            }
                        }))
                .isInstanceOf(PointPrunedException.class);
    }

    @Test
    @Shows("upkeep-14")
    void copyAndCompactionOfAPrunedStoreWork() {
        List<View> views = makeHistory(20);
        storage().createSnapshot("s", views.get(7), "");
        storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
        List<List<String>> states = states(storage(), List.of("s"));

        storage().compact(Progress.NONE);
        storage().copyTo(directory.resolve("copy"), Progress.NONE);

        assertThat(states(storage(), List.of("s"))).isEqualTo(states);
        try (FileSystemStorage copy = open(directory.resolve("copy"))) {
            assertThat(states(copy, List.of("s"))).isEqualTo(states);
            assertThat(copy.mainBranch().floor()).isEqualTo(main().floor());
            assertThat(copy.verify(VerificationOptions.full(), Progress.NONE).findings())
                    .isEmpty();
        }
    }

    @Test
    @Shows("upkeep-14")
    void storeThatIsOpenedToReadKnowsItsFloors() {
        List<View> views = makeHistory(10);
        long old = views.get(2).point().sequence();
        storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
        closeStorage();

        try (FileSystemStorage readOnly = provider()
                .open(
                        storeDirectory(),
                        options()
                                .mode(dev.ize.spi.StorageOptions.OpenMode.READ_ONLY)
                                .build())) {
            Branch branch = readOnly.mainBranch();
            assertThatThrownBy(() -> branch.at(new dev.ize.spi.ChangeId(old))).isInstanceOf(PointPrunedException.class);
            assertThatThrownBy(() -> readOnly.prune(NEWEST, RemovalMode.REMOVE, Progress.NONE))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(readOnly.prune(NEWEST, RemovalMode.DRY_RUN, Progress.NONE)
                            .operations())
                    .isZero();
        }
    }
}

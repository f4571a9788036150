package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import dev.ize.spi.WriteRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through a whole store fits a small heap, or is refused. Takes minutes; see the profile "large". */
@Tag("large")
final class LargeUpkeepTest {
    /** Writers that wait together, so that their changes are committed together. */
    private static final int LANES = 32;

    private static final int FILES_PER_LANE = 400;

    private static final int LARGE_BYTES = 256 << 20;

    /** Each takes 32 of the 16 Mi bytes that a batch may have: 17 for its key, 11 for a time, 4 for a checksum. */
    private static final int POINTS_OVER_A_BATCH = LANES * 16_600;

    /** A time that takes 11 bytes, as will all for some ten thousand years. */
    private static final Instant FIRST_DAY = Instant.parse("3000-01-01T23:59:59.999999999Z");

    @TempDir
    Path temporary;

    /** A hundred thousand changes, and a file that is four times the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "mvstore", "rocksdb"})
    void wholeStoreIsCopiedMovedAndPrunedThroughAHeapOf64Mebibytes(String backend, TestReporter reporter)
            throws Exception {
        Path store = temporary.resolve("store");
        List<String> middle;
        List<String> head;
        try (FileSystemStorage storage = open(store, backend, Clock.systemUTC())) {
            fill(storage);
            middle = tree(storage.atSnapshot("middle"));
            head = tree(storage.mainBranch().head());
        }

        String dump = temporary.resolve("dump").toString();
        run(reporter, store, "copy", temporary.resolve("copy").toString());
        run(reporter, store, "dump", "-o", dump);
        run(reporter, temporary.resolve("loaded"), "load", dump, "--backend", backend);
        run(reporter, store, "migrate", temporary.resolve("migrated").toString(), "--backend", other(backend));
        String pruned = run(reporter, store, "prune", "--keep-last", "100", "--force");
        run(reporter, store, "collect");
        run(reporter, store, "compact");
        String verified = run(reporter, store, "verify");

        assertThat(pruned).contains("99,870 changes go");
        assertThat(verified).contains("Nothing is wrong");
        for (String other : List.of("copy", "loaded", "migrated", "store")) {
            String engine = other.equals("migrated") ? other(backend) : backend;
            try (FileSystemStorage storage = open(temporary.resolve(other), engine, Clock.systemUTC())) {
                assertThat(tree(storage.atSnapshot("middle"))).as(other).isEqualTo(middle);
                assertThat(tree(storage.mainBranch().head())).as(other).isEqualTo(head);
            }
        }
    }

    private static void fill(FileSystemStorage storage) throws Exception {
        Branch main = storage.mainBranch();
        createDirectories(main);
        byte[] noise = new byte[LARGE_BYTES];
        new SplittableRandom(1).nextBytes(noise);
        try (StoredContent large = storage.store(new ByteArrayInputStream(noise))) {
            main.apply(Change.by("filler").create(StorePath.of("/large"), large).build());
        }
        change(main, 49_984);
        storage.createSnapshot("middle", main.head(), "");
        change(main, 49_984);
    }

    private static String other(String backend) {
        return backend.equals("rocksdb") ? "mvstore" : "rocksdb";
    }

    private static String run(TestReporter reporter, Path store, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--store", store.toString()));
        long start = System.nanoTime();
        String printed = CommandProcess.run("-Xmx64m", command.toArray(String[]::new));
        long millis = (System.nanoTime() - start) / 1_000_000;
        reporter.publishEntry(words[0], millis + " ms: " + printed);
        return printed;
    }

    /** The floor and its points are one batch. */
    @Test
    void pruningThatWouldKeepMorePointsThanABatchTakesIsRefusedAndFewerAreKept() throws Exception {
        AtomicLong day = new AtomicLong();
        AtomicLong daysPerChange = new AtomicLong(1);
        InstantSource clock = () -> FIRST_DAY.plus(Duration.ofDays(day.addAndGet(daysPerChange.get())));
        KeepRules everyDay = KeepRules.builder().keepDaily(10_000_000).build();
        try (FileSystemStorage storage = open(temporary.resolve("store"), "rocksdb", clock)) {
            Branch main = storage.mainBranch();
            createDirectories(main);
            inLanes(lane -> {
                for (int i = 0; i < POINTS_OVER_A_BATCH / LANES; i++) {
                    main.apply(Change.by("filler")
                            .setPermissions(directory(lane), i % 0777)
                            .build());
                }
            });
            daysPerChange.set(0);
            // Two on the last day: the first goes, so that the second is the floor and all others lie below it.
            main.apply(Change.by("filler").setPermissions(directory(0), 0770).build());
            main.apply(Change.by("filler").setPermissions(directory(0), 0700).build());

            assertThatThrownBy(() -> storage.prune(everyDay, RemovalMode.REMOVE, Progress.NONE))
                    .isInstanceOf(WriteRefusedException.class)
                    .hasMessageContaining("keep fewer");
            PruneReport report =
                    storage.prune(KeepRules.builder().keepLast(10).build(), RemovalMode.REMOVE, Progress.NONE);

            assertThat(report.operations()).isGreaterThan(POINTS_OVER_A_BATCH - 10);
            assertThat(main.head().entry(directory(0)).node().attributes().mode())
                    .isEqualTo(0700);
            assertThat(storage.verify(VerificationOptions.full(), Progress.NONE).isSound())
                    .isTrue();
        }
    }

    private static FileSystemStorage open(Path store, String backend, InstantSource clock) {
        return FileSystemStorages.open(
                store,
                StorageOptions.builder()
                        .backend(backend)
                        .durability(Durability.BUFFERED)
                        .clock(clock)
                        .build());
    }

    private static void createDirectories(Branch branch) {
        Change.Builder directories = Change.by("filler");
        IntStream.range(0, LANES).forEach(lane -> directories.createDirectory(directory(lane)));
        branch.apply(directories.build());
    }

    /** Makes files, and replaces their contents over and over, from several threads at once. */
    private static void change(Branch branch, int changes) throws Exception {
        inLanes(lane -> change(branch, lane, changes / LANES));
    }

    private static void inLanes(IntConsumer work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (int number = 0; number < LANES; number++) {
                int lane = number;
                lanes.add(threads.submit(() -> work.accept(lane)));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void change(Branch branch, int lane, int changes) {
        for (int i = 0; i < changes; i++) {
            StorePath file = directory(lane).resolve("f" + i % FILES_PER_LANE);
            Content content = Content.of("lane " + lane + " change " + i + " " + "x".repeat(i % 200));
            boolean isThere = branch.head().find(file).isPresent();
            Change.Builder change = Change.by("filler");
            branch.apply((isThere ? change.replace(file, content) : change.create(file, content)).build());
        }
    }

    private static StorePath directory(int lane) {
        return StorePath.of("/d" + lane);
    }

    /** Each file with the hash of its content. */
    private static List<String> tree(View view) {
        return view.walk(StorePath.ROOT)
                .map(entry -> entry.path() + " " + entry.node())
                .toList();
    }
}

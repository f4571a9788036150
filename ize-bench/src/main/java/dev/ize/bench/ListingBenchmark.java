package dev.ize.bench;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Durability;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lists the live names of one directory at the head, alone and beside what other branches and the past have put
 * there: the cases that decided the layout of ENTRIES.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ListingBenchmark {
    /** What lies in the directory besides the live names. */
    public enum Beside {
        /** Nothing. */
        NOTHING,
        /** Sibling forks of the branch, each with ten names of its own. */
        FORKS,
        /** A lineage of forks, each of which made its share of the live names. */
        LINEAGE,
        /** Names that were made and deleted. */
        DEAD_NAMES
    }

    /** How the directory is read. */
    public enum Layout {
        /** As a storage reads it. */
        ZONES,
        /** By the layout that was rejected: every version of every name. */
        BY_NAME
    }

    private static final StorePath DIRECTORY = StorePath.of("/directory");
    private static final int NAMES_PER_FORK = 10;
    private static final int SETTLING_ROUNDS = 100;

    @Param({"lmdb", "rocksdb", "mvstore"})
    public String backend = "";

    @Param
    public Beside beside = Beside.NOTHING;

    @Param
    public Layout layout = Layout.ZONES;

    @Param("1000")
    public int live;

    @Param("1000")
    public int branches;

    @Param("1000000")
    public int deadNames;

    private TemporaryStore store;
    private View view;
    private @Nullable ListingByName byName;

    @Setup(Level.Trial)
    public void fill() {
        store = new TemporaryStore(backend, Durability.BUFFERED);
        Branch main = store.storage().mainBranch();
        main.apply(Change.by("bench").createDirectory(DIRECTORY).build());
        view = switch (beside) {
            case NOTHING -> withNothing(main);
            case FORKS -> besideForks(main);
            case LINEAGE -> onLineage(main);
            case DEAD_NAMES -> besideDeadNames(main);
        };
        if (layout == Layout.BY_NAME) {
            byName = ListingByName.over(
                    store.storage(), view.point(), view.entry(DIRECTORY).node().id());
        }
        int found = list().size();
        if (found != live) {
            throw new IllegalStateException("Not the names that were made. expected=" + live + " found=" + found);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        if (byName != null) {
            byName.close();
        }
        store.close();
    }

    /** All live names. */
    @Benchmark
    public List<DirectoryEntry> list() {
        return byName == null ? view.list(DIRECTORY) : byName.list();
    }

    private View withNothing(Branch main) {
        make(main, "live", live);
        return main.head();
    }

    private View besideForks(Branch main) {
        make(main, "live", live);
        for (int i = 0; i < branches; i++) {
            make(store.storage().fork("fork-" + i, main.head()), "own-" + i, NAMES_PER_FORK);
        }
        return main.head();
    }

    private View onLineage(Branch main) {
        Branch branch = main;
        int made = 0;
        for (int i = 1; i <= branches; i++) {
            branch = store.storage().fork("fork-" + i, branch.head());
            int share = (int) ((long) live * i / branches) - made;
            if (share > 0) {
                make(branch, "live-" + i, share);
                made += share;
            }
        }
        return branch.head();
    }

    private View besideDeadNames(Branch main) {
        try (StagedChange stage = main.stage("bench", "make", "")) {
            for (int i = 0; i < deadNames; i++) {
                stage.add(new Operation.CreateFile(
                        name("dead", i), Content.of(new byte[0]), Change.DEFAULT_FILE_MODE, Optional.empty()));
            }
            stage.publish();
        }
        try (StagedChange stage = main.stage("bench", "delete", "")) {
            for (int i = 0; i < deadNames; i++) {
                stage.add(new Operation.DeleteFile(name("dead", i)));
            }
            stage.publish();
        }
        make(main, "live", live);
        // A store in use: engines that log-structure their data clear deletions away as reads and writes go on.
        for (int i = 0; i < SETTLING_ROUNDS; i++) {
            main.head().list(DIRECTORY);
            main.apply(Change.by("bench")
                    .create(StorePath.ROOT.resolve("settling-" + i), Content.of("x"))
                    .build());
        }
        return main.head();
    }

    private static void make(Branch branch, String prefix, int count) {
        Change.Builder change = Change.by("bench");
        for (int i = 0; i < count; i++) {
            change.create(name(prefix, i), Content.of(new byte[0]));
        }
        branch.apply(change.build());
    }

    private static StorePath name(String prefix, int number) {
        return DIRECTORY.resolve(String.format(Locale.ROOT, "%s-%07d.txt", prefix, number));
    }
}

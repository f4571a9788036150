package dev.ize.bench.storage;

import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.View;
import java.util.List;
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
 * Lists the live names of one directory, alone and beside what other branches and the past have put there: the cases
 * that decided the layout of ENTRIES.
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

    /** At which point the directory is read. */
    public enum At {
        /** At the head. */
        HEAD,
        /** Where nothing lies beside: before a tenth of the names were deleted and as many new ones made. */
        PAST
    }

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param
    public Beside beside = Beside.NOTHING;

    @Param("HEAD")
    public At at = At.HEAD;

    @Param("ZONES")
    public Layout layout = Layout.ZONES;

    @Param("1000")
    public int live;

    @Param("1000")
    public int branches;

    @Param("1000000")
    public int deadNames;

    private BenchStore store;
    private View view;
    private @Nullable ListingByName byName;

    @Setup(Level.Trial)
    public void open() {
        ListedDirectory recipe = new ListedDirectory(beside, live, branches, deadNames);
        store = BenchStore.prepared(backend, recipe);
        view = at == At.PAST
                ? store.storage().atSnapshot(ListedDirectory.THEN)
                : recipe.branch(store.storage()).head();
        if (layout == Layout.BY_NAME) {
            byName = ListingByName.over(
                    store.storage(),
                    view.point(),
                    view.entry(ListedDirectory.DIRECTORY).node().id());
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
        return byName == null ? view.list(ListedDirectory.DIRECTORY) : byName.list();
    }
}

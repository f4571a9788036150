package dev.ize.bench.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Reads a whole file of 1 KiB by its path at depth 5, a random one of many that have ten versions each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SmallFileBenchmark {
    /** Where the file is read. */
    public enum At {
        /** At the head of the branch that it was written on. */
        HEAD,
        /** At the end of a random one of its ten changes. */
        PAST,
        /** At the head of a fork of the branch. */
        FORK_1,
        /** At the head of the last of a lineage of sixteen forks. */
        FORK_16
    }

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param
    public At at = At.HEAD;

    @Param("10000")
    public int files;

    private final SplittableRandom random = new SplittableRandom(1);
    private BenchStore store;
    private Branch branch;
    private List<StorePath> paths;
    private List<Point> points;

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.prepared(backend, new SmallFiles(files));
        branch = switch (at) {
            case HEAD, PAST -> store.storage().mainBranch();
            case FORK_1 -> store.storage().branch("fork-1");
            case FORK_16 -> store.storage().branch("fork-" + SmallFiles.FORKS);
        };
        paths = IntStream.range(0, files).mapToObj(SmallFiles::path).toList();
        points = store.storage().snapshots().stream().map(Snapshot::point).toList();
        if (points.size() != SmallFiles.VERSIONS) {
            throw new IllegalStateException("Not the versions that were made. found=" + points.size());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** From the path to the bytes. */
    @Benchmark
    public byte[] read() {
        View view = at == At.PAST ? branch.at(points.get(random.nextInt(points.size()))) : branch.head();
        return view.read(paths.get(random.nextInt(paths.size())));
    }
}

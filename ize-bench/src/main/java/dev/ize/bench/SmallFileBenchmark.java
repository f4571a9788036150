package dev.ize.bench;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** One file of 1 KiB at depth 5: overwritten, read at the head and at a random past point, and its history. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SmallFileBenchmark {
    private static final int FILE_BYTES = 1024;
    private static final int HISTORY_LINES = 100;

    @Param({"lmdb", "rocksdb", "mvstore"})
    public String backend = "";

    @Param({"SYNC", "BUFFERED"})
    public Durability durability = Durability.SYNC;

    @Param("1000")
    public int versions;

    private final StorePath path = StorePath.of("/a/b/c/d/file");
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Point> points = new ArrayList<>();
    private TemporaryStore store;
    private Branch branch;

    @Setup(Level.Trial)
    public void fill() {
        store = new TemporaryStore(backend, durability);
        branch = store.storage().mainBranch();
        Change.Builder first = Change.by("bench");
        StorePath directory = StorePath.ROOT;
        for (String name : List.of("a", "b", "c", "d")) {
            directory = directory.resolve(name);
            first.createDirectory(directory);
        }
        branch.apply(first.create(path, content()).build());
        for (int i = 0; i < versions; i++) {
            points.add(overwrite().point());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** One change of one operation, acknowledged as the durability says. */
    @Benchmark
    public AppliedChange overwrite() {
        return branch.apply(Change.by("bench").replace(path, content()).build());
    }

    /** The file at the head. */
    @Benchmark
    public byte[] readHead() {
        return branch.head().read(path);
    }

    /** The file at a random one of the first versions. */
    @Benchmark
    public byte[] readPast() {
        return branch.at(points.get(random.nextInt(points.size()))).read(path);
    }

    /** The newest hundred lines of the file's history. */
    @Benchmark
    public List<HistoryLine> history() {
        return branch.head().history(path, LogQuery.newestFirst(HISTORY_LINES));
    }

    private Content content() {
        byte[] bytes = new byte[FILE_BYTES];
        random.nextBytes(bytes);
        return Content.of(bytes);
    }
}

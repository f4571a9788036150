package dev.ize.bench.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Snapshot;
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

/** Names the head of a tree durably: as a snapshot, and as a fork. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SnapshotBenchmark {
    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param({"10", "1000000"})
    public int files;

    private BenchStore store;
    private FileSystemStorage storage;
    private long made;

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.copyOfPrepared(backend, Durability.SYNC, new FileTree(files));
        storage = store.storage();
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** A snapshot of the head. */
    @Benchmark
    public Snapshot snapshot() {
        return storage.createSnapshot("snapshot-" + made++, storage.mainBranch().head(), "");
    }

    /** A fork of the head. */
    @Benchmark
    public Branch fork() {
        return storage.fork("fork-" + made++, storage.mainBranch().head());
    }
}

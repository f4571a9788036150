package dev.ize.bench.floor;

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

/** Opens a bare engine that holds keys; closing it is not measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BareOpenBenchmark {
    @Param(BareEngines.LMDB)
    public String engine = "";

    @Param("1000000")
    public int keys;

    private BareStore store;

    @Setup(Level.Trial)
    public void load() {
        store = BareStore.loaded(engine, false, keys);
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** Makes room for the open one. */
    @Setup(Level.Invocation)
    public void closeEngine() {
        store.closeEngine();
    }

    /** Until the first call can be made. */
    @Benchmark
    public void open() {
        store.openEngine();
    }
}

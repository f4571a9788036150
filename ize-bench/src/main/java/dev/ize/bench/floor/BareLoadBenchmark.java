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

/** Loads an empty bare engine in the order of the keys, a thousand a batch, and closes it durably. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BareLoadBenchmark {
    @Param(BareEngines.LMDB)
    public String engine = "";

    @Param("100000")
    public int keys;

    private BareStore store;

    @Setup(Level.Invocation)
    public void open() {
        store = new BareStore(engine, false);
    }

    @TearDown(Level.Invocation)
    public void close() {
        store.close();
    }

    /** All keys, until they are durable. */
    @Benchmark
    public void load() {
        store.load(keys);
        store.closeEngine();
        store.openEngine();
    }
}

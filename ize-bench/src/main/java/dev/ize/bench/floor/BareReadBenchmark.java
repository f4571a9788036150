package dev.ize.bench.floor;

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

/** Reads of a bare engine: a random key, and a hundred keys from a random one on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BareReadBenchmark {
    private static final int RANGE = 100;

    @Param(BareEngines.LMDB)
    public String engine = "";

    @Param("1000000")
    public int keys;

    /** How many keys are ever read, spread evenly; all of them: most reads miss the caches of the processor. */
    @Param({"10000", "1000000"})
    public int hot;

    private final SplittableRandom random = new SplittableRandom(1);
    private BareStore store;
    private List<byte[]> made;

    @Setup(Level.Trial)
    public void load() {
        store = BareStore.loaded(engine, false, keys);
        made = BareStore.keys(keys);
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** A random one of the hot keys. */
    @Benchmark
    public byte[] get() {
        return store.engine().get(made.get(hotKey()));
    }

    /** A hundred neighbours. */
    @Benchmark
    public int range() {
        return store.engine().range(made.get(hotKey()), RANGE);
    }

    private int hotKey() {
        return random.nextInt(hot) * (keys / hot);
    }
}

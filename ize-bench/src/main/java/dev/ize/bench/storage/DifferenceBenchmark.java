package dev.ize.bench.storage;

import dev.ize.spi.DifferenceLine;
import dev.ize.spi.View;
import java.util.List;
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

/** The difference of two points of a branch, with a line for each operation between them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DifferenceBenchmark {
    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param({"600", "100000"})
    public int operations;

    private BenchStore store;
    private View before;
    private View after;

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.prepared(backend, new TwoStates(operations));
        before = store.storage().atSnapshot(TwoStates.BEFORE);
        after = store.storage().atSnapshot(TwoStates.AFTER);
        int lines = difference().size();
        if (lines != operations) {
            throw new IllegalStateException("Not the operations that were made. lines=" + lines);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** All lines. */
    @Benchmark
    public List<DifferenceLine> difference() {
        return store.storage().difference(before, after);
    }
}

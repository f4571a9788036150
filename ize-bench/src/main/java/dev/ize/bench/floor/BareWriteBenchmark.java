package dev.ize.bench.floor;

import dev.ize.bench.floor.BareEngine.Pair;
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

/** Commits of a bare engine that holds keys already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BareWriteBenchmark {
    private static final int THOUSAND = 1000;

    @Param(BareEngines.LMDB)
    public String engine = "";

    @Param({"true", "false"})
    public boolean durable;

    @Param("1000000")
    public int keys;

    private final SplittableRandom random = new SplittableRandom(1);
    private BareStore store;

    @Setup(Level.Trial)
    public void load() {
        store = BareStore.loaded(engine, durable, keys);
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** The records that one operation of Ize writes, made as that would make them next. */
    @State(Scope.Benchmark)
    public static class Operation {
        private OperationRecords records;
        private long number;

        @Setup(Level.Trial)
        public void capture() {
            records = OperationRecords.ofOverwrite();
        }
    }

    /** A new value for a random key. */
    @Benchmark
    public void putOne() {
        store.engine().commit(List.of(store.pair(random.nextInt(keys))));
    }

    /** New values for a thousand random keys. */
    @Benchmark
    public void putThousand() {
        List<Pair> pairs = new ArrayList<>(THOUSAND);
        for (int i = 0; i < THOUSAND; i++) {
            pairs.add(store.pair(random.nextInt(keys)));
        }
        store.engine().commit(pairs);
    }

    /** What an overwritten file of 1 KiB writes. */
    @Benchmark
    public void putOperation(Operation operation) {
        store.engine().commit(operation.records.after(++operation.number));
    }
}

package dev.ize.bench.storage;

import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
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

/** Opens a store that was closed in good order; closing it is not measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReopenBenchmark {
    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param("10000")
    public int files;

    private PreparedStore prepared;
    private @Nullable FileSystemStorage opened;

    @Setup(Level.Trial)
    public void prepare() {
        prepared = PreparedStore.of(backend, new FileTree(files));
    }

    @TearDown(Level.Invocation)
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @TearDown(Level.Trial)
    public void remove() {
        if (prepared.own() != null) {
            prepared.own().close();
        }
    }

    /** Until the first call can be made. */
    @Benchmark
    public FileSystemStorage open() {
        opened = BenchStore.open(backend, Durability.SYNC, prepared.directory());
        return opened;
    }
}

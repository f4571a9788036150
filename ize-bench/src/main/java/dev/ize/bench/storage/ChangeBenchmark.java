package dev.ize.bench.storage;

import dev.ize.bench.measure.RecordedContent;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.StorePath;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

/** A change of many operations: a directory of new files of 1 KiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChangeBenchmark {
    private static final int FILE_BYTES = 1024;
    private static final int TEXT_BYTES = 1 << 20;

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param
    public Durability durability = Durability.SYNC;

    @Param("1000")
    public int files;

    private final byte[] text = Text.bytes(1, TEXT_BYTES);
    private final SplittableRandom random = new SplittableRandom(1);
    private BenchStore store;
    private Branch branch;
    private long written;

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.fresh(backend, durability);
        branch = store.storage().mainBranch();
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** All of them in one change. */
    @Benchmark
    public AppliedChange apply() {
        Change.Builder change = Change.by("bench");
        StorePath directory = StorePath.ROOT.resolve("directory-" + written);
        change.createDirectory(directory);
        for (int i = 0; i < files; i++) {
            int start = random.nextInt(text.length - FILE_BYTES);
            byte[] bytes = Arrays.copyOfRange(text, start, start + FILE_BYTES);
            ByteBuffer.wrap(bytes).putLong(++written);
            change.create(directory.resolve("file-" + i), Content.of(bytes));
        }
        RecordedContent.add((long) files * FILE_BYTES);
        return branch.apply(change.build());
    }
}

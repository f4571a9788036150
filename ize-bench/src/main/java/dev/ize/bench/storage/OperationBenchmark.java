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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/** A change of one operation on a file of 1 KiB at depth 5, acknowledged as the durability says; each thread has a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OperationBenchmark {
    private static final int FILE_BYTES = 1024;
    private static final int TEXT_BYTES = 1 << 20;

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param
    public Durability durability = Durability.SYNC;

    private final byte[] text = Text.bytes(1, TEXT_BYTES);
    private final AtomicInteger writers = new AtomicInteger();
    private BenchStore store;
    private StorePath directory;

    /** One of the threads, with a file of its own. */
    @State(Scope.Thread)
    public static class Writer {
        private int id;
        private Branch branch;
        private StorePath file;
        private SplittableRandom random;
        private long written;

        @Setup(Level.Trial)
        public void create(OperationBenchmark benchmark) {
            id = benchmark.writers.incrementAndGet();
            branch = benchmark.store.storage().mainBranch();
            file = benchmark.directory.resolve("file-" + id);
            random = new SplittableRandom(id);
            branch.apply(
                    Change.by("bench").create(file, content(benchmark.text)).build());
        }

        /** Text that was never written before: it starts with a number of its own. */
        private Content content(byte[] text) {
            int start = random.nextInt(text.length - FILE_BYTES);
            byte[] bytes = Arrays.copyOfRange(text, start, start + FILE_BYTES);
            ByteBuffer.wrap(bytes).putInt(id).putLong(++written);
            RecordedContent.add(FILE_BYTES);
            return Content.of(bytes);
        }
    }

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.fresh(backend, durability);
        Change.Builder change = Change.by("bench");
        directory = StorePath.ROOT;
        for (String name : List.of("a", "b", "c", "d")) {
            directory = directory.resolve(name);
            change.createDirectory(directory);
        }
        store.storage().mainBranch().apply(change.build());
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** A new version of the thread's file. */
    @Benchmark
    public AppliedChange overwrite(Writer writer) {
        Content content = writer.content(text);
        return writer.branch.apply(
                Change.by("bench").replace(writer.file, content).build());
    }

    /** A new file. */
    @Benchmark
    public AppliedChange create(Writer writer) {
        Content content = writer.content(text);
        StorePath path = directory.resolve("file-" + writer.id + "-" + writer.written);
        return writer.branch.apply(Change.by("bench").create(path, content).build());
    }
}

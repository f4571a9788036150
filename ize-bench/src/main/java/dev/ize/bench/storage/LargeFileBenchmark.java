package dev.ize.bench.storage;

import dev.ize.bench.measure.RecordedContent;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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

/** Reads one large file of text, whole and in part. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LargeFileBenchmark {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int RANGE_BYTES = 64 << 10;
    private static final int WRITTEN_BYTES = 4 << 10;

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param("1024")
    public int mebibytes;

    private final SplittableRandom random = new SplittableRandom(1);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /** The file, to read. */
    @State(Scope.Benchmark)
    public static class Read {
        private BenchStore store;

        @Setup(Level.Trial)
        public void open(LargeFileBenchmark benchmark) {
            store = BenchStore.prepared(benchmark.backend, new LargeFile(benchmark.mebibytes));
        }

        @TearDown(Level.Trial)
        public void close() {
            store.close();
        }

        private SeekableByteChannel channel() throws IOException {
            return store.storage().mainBranch().head().open(LargeFile.FILE);
        }
    }

    /** The file in a store of the benchmark's own, to write. */
    @State(Scope.Benchmark)
    public static class Written {
        private BenchStore store;
        private Branch branch;

        @Setup(Level.Trial)
        public void open(LargeFileBenchmark benchmark) {
            LargeFile recipe = new LargeFile(benchmark.mebibytes);
            store = BenchStore.copyOfPrepared(benchmark.backend, Durability.SYNC, recipe);
            branch = store.storage().mainBranch();
        }

        @TearDown(Level.Trial)
        public void close() {
            store.close();
        }
    }

    /** All of it, from start to end, 1 MiB at a time. */
    @Benchmark
    public long readAll(Read file) throws IOException {
        long bytes = 0;
        try (SeekableByteChannel channel = file.channel()) {
            while (true) {
                int count = channel.read(buffer.clear());
                if (count < 0) {
                    break;
                }
                bytes += count;
            }
        }
        if (bytes != length()) {
            throw new IllegalStateException("Not all of the file was read. bytes=" + bytes);
        }
        return bytes;
    }

    /** 64 KiB of it from a random place on. */
    @Benchmark
    public ByteBuffer readRange(Read file) throws IOException {
        buffer.clear().limit(RANGE_BYTES);
        try (SeekableByteChannel channel = file.channel()) {
            channel.position(random.nextLong(length() - RANGE_BYTES + 1));
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IllegalStateException("The file is shorter than it was made");
                }
            }
        }
        return buffer;
    }

    /** A durable change that writes 4 KiB at a random multiple of 4 KiB inside it. */
    @Benchmark
    public AppliedChange writeInside(Written file) {
        byte[] bytes = new byte[WRITTEN_BYTES];
        random.nextBytes(bytes);
        RecordedContent.add(WRITTEN_BYTES);
        long offset = random.nextLong(length() / WRITTEN_BYTES) * WRITTEN_BYTES;
        return file.branch.apply(Change.by("bench")
                .write(LargeFile.FILE, offset, Content.of(bytes))
                .build());
    }

    private long length() {
        return (long) mebibytes << 20;
    }
}

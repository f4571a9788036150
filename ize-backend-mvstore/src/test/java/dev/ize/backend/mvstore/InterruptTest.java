package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static dev.ize.backend.mvstore.Engines.put;
import static dev.ize.backend.mvstore.Engines.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted in a file channel closes it for all: MVStore's own file dies of this. */
final class InterruptTest {
    private static final int KEYS = 4_000;
    private static final int READERS = 2;
    private static final int INTERRUPTS = 1_000;

    /** Counts the reads that reach the file. */
    private record CountedReads(DataFile file, AtomicLong count) implements DataFile {
        CountedReads(DataFile file) {
            this(file, new AtomicLong());
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            count.incrementAndGet();
            file.read(position, into, offset, length);
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            file.write(position, from, offset, length);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @TempDir
    Path directory;

    @Test
    void aThousandInterruptsOfReadersHarmNeitherThemNorTheWriter() throws Exception {
        Engines.open(directory).close();
        CountedReads file = new CountedReads(UninterruptibleFile.open(directory.resolve(StoreDirectory.DATA_FILE)));
        MvStoreOptions littleCache = MvStoreOptions.defaults().withCacheBytes(1 << 20);
        try (MvStoreEngine engine = Engines.open(file, littleCache)) {
            fill(engine);
            AtomicBoolean done = new AtomicBoolean();
            AtomicLong gets = new AtomicLong();
            List<FutureTask<Integer>> tasks = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                tasks.add(new FutureTask<>(() -> readInterrupted(engine, done, gets)));
                threads.add(new Thread(tasks.get(i)));
                threads.get(i).start();
            }

            for (int i = 0; i < INTERRUPTS; i++) {
                if (i % 50 == 0) {
                    // MVStore keeps pages beyond its cache until they are collected: reads would not reach the file.
                    System.gc();
                }
                long before = gets.get();
                threads.get(i % READERS).interrupt();
                engine.write(put("head", "" + i), i % 100 == 0 ? Durability.SYNC : Durability.BUFFERED);
                while (gets.get() == before && threads.stream().allMatch(Thread::isAlive)) {
                    LockSupport.parkNanos(10_000);
                }
            }
            done.set(true);

            assertThat(interruptsSeen(tasks)).isGreaterThan(INTERRUPTS / 2);
            assertThat(file.count.get()).isGreaterThan(INTERRUPTS);
            assertThat(read(engine, "head")).isEqualTo("" + (INTERRUPTS - 1));
        }
        try (MvStoreEngine engine = Engines.open(directory)) {
            assertThat(read(engine, "head")).isEqualTo("" + (INTERRUPTS - 1));
            assertThat(Engines.records(engine)).hasSize(KEYS + 1);
        }
    }

    @Test
    void interruptedThreadOpensWritesReadsAndClosesAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            try (MvStoreEngine engine = Engines.open(directory)) {
                engine.write(put("key", "value"), Durability.SYNC);
                assertThat(read(engine, "key")).isEqualTo("value");
            }
            try (MvStoreEngine engine = Engines.open(directory)) {
                assertThat(read(engine, "key")).isEqualTo("value");
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Reads all over the store until done, and returns how often it found itself interrupted. */
    private static int readInterrupted(MvStoreEngine engine, AtomicBoolean done, AtomicLong gets) {
        int interrupts = 0;
        for (int i = 0; !done.get(); i = (i + 997) % KEYS) {
            try (EngineSnapshot snapshot = engine.snapshot()) {
                assertThat(snapshot.get(RECORDS, key(i))).isEqualTo(value(i));
            }
            gets.incrementAndGet();
            interrupts += Thread.interrupted() ? 1 : 0;
        }
        return interrupts;
    }

    private static int interruptsSeen(List<FutureTask<Integer>> readers)
            throws ExecutionException, InterruptedException {
        int interrupts = 0;
        for (FutureTask<Integer> reader : readers) {
            interrupts += reader.get();
        }
        return interrupts;
    }

    private static void fill(MvStoreEngine engine) {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < KEYS; i++) {
            batch.put(RECORDS, key(i), value(i));
        }
        engine.write(batch, Durability.SYNC);
    }

    private static byte[] key(int i) {
        return bytes("key" + i);
    }

    private static byte[] value(int i) {
        return bytes(("value" + i).repeat(200));
    }
}

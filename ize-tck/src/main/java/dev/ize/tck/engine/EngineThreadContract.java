package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.rule.NeedsNewerJava;
import dev.ize.tck.rule.Shows;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Any thread reads, also a virtual or an interrupted one, and sees whole batches only; the writing thread
 * may be another one each time.
 */
abstract class EngineThreadContract extends EngineContract {
    private static final int ACCOUNTS = 20;
    private static final long TOTAL = ACCOUNTS * 1_000L;
    private static final byte[] COUNTER = Bytes.ascii("counter");

    @Shows({"snapshot-2", "snapshot-10", "snapshot-11"})
    @Test
    void readersSeeWholeBatchesOnly() throws InterruptedException {
        write(openingBalances());
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger readings = new AtomicInteger();

        try (Threads threads = new Threads()) {
            for (int reader = 0; reader < 3; reader++) {
                threads.start("reader-" + reader, () -> {
                    do {
                        assertBooksBalance(begun, acknowledged);
                        readings.incrementAndGet();
                    } while (!done.get());
                });
            }
            try {
                for (int i = 1; (i <= 300 || readings.get() < 300) && threads.areWell(); i++) {
                    begun.set(i);
                    write(transfer(i));
                    acknowledged.set(i);
                    writeConflicting(i);
                }
            } finally {
                done.set(true);
            }
            threads.join();
        }

        assertThat(readings.get()).as("readings during the writes").isGreaterThanOrEqualTo(300);
    }

    @Shows("snapshot-12")
    @Test
    void manyThreadsReadAtOnce() throws InterruptedException {
        fillBlobs(50, 2_000);

        try (Threads threads = new Threads()) {
            for (int reader = 0; reader < 16; reader++) {
                int first = reader;
                threads.start("reader-" + reader, () -> {
                    for (int i = 0; i < 200; i++) {
                        assertBlob((first + 7 * i) % 50, 2_000);
                    }
                    assertThat(keys(BLOBS))
                            .as("keys, read by thread %d of 16", first)
                            .hasSize(50);
                });
            }
            threads.join();
        }
    }

    @Shows("snapshot-13")
    @Test
    void snapshotMayPassFromThreadToThread() throws InterruptedException {
        fillBlobs(10, 500);

        try (Threads threads = new Threads();
                EngineSnapshot snapshot = engine().snapshot();
                Cursor cursor = snapshot.cursor(BLOBS, FIRST, null)) {
            for (int i = 0; i < 10; i++) {
                int expected = i;
                threads.start("step-" + i, () -> {
                    assertThat(cursor.next())
                            .as("step %d, in a thread of its own", expected)
                            .isTrue();
                    assertThat(Arrays.equals(cursor.value(), Bytes.random(500, expected)))
                            .as("the value at step %d is what was put", expected)
                            .isTrue();
                    assertThat(snapshot.get(BLOBS, Bytes.number(expected)))
                            .as("get at step %d", expected)
                            .hasSize(500);
                });
                threads.join();
            }
        }
    }

    @Shows("snapshot-13")
    @Test
    void snapshotMayBeClosedByAnotherThread() throws InterruptedException {
        fillBlobs(1, 500);
        EngineSnapshot snapshot = engine().snapshot();

        try (Threads threads = new Threads()) {
            threads.start("closer", snapshot::close);
            threads.join();
        }
        put(RECORDS, COUNTER, Bytes.of(1));
        reopen();

        assertThat(get(RECORDS, COUNTER)).as("what was written after that").isEqualTo("01");
    }

    @Shows("engine-6")
    @Test
    void threadsTakeTurnsWriting() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            int turn = i;
            try (Threads threads = new Threads()) {
                threads.start("writer-" + turn, () -> {
                    put(RECORDS, Bytes.number(turn), Bytes.of(turn));
                    if (turn % 3 == 0) {
                        engine().sync();
                    }
                });
                threads.join();
            }
            put(RECORDS, Bytes.number(1_000 + turn), Bytes.of(turn));
        }

        assertThat(keys(RECORDS)).as("keys written by 21 threads in turns").hasSize(40);
        reopen();
        assertThat(keys(RECORDS)).as("the same after a reopen").hasSize(40);
    }

    @Shows("snapshot-14")
    @Test
    void threadThatIsInterruptedBeforehandReads() throws InterruptedException {
        fillBlobs(64, 100_000);
        reopen();

        try (Threads threads = new Threads()) {
            threads.start("interrupted", () -> {
                for (int i = 0; i < 64; i++) {
                    Thread.currentThread().interrupt();
                    assertBlob(i, 100_000);
                    Thread.currentThread().interrupt();
                    assertThat(engine().statistics().diskBytes())
                            .as("disk bytes")
                            .isNotNegative();
                }
            });
            threads.join();
        }

        assertIsUnharmed(64, 100_000);
    }

    @Shows("snapshot-14")
    @Test
    void threadThatIsInterruptedWhileItReadsGoesOn() throws InterruptedException {
        fillBlobs(64, 100_000);
        reopen();
        CountDownLatch readersLeft = new CountDownLatch(2);

        try (Threads threads = new Threads()) {
            Thread[] readers = new Thread[2];
            for (int reader = 0; reader < readers.length; reader++) {
                readers[reader] = threads.start("reader-" + reader, () -> {
                    try {
                        for (int i = 0; i < 256; i++) {
                            assertBlob(i % 64, 100_000);
                        }
                    } finally {
                        readersLeft.countDown();
                    }
                });
            }
            while (readersLeft.getCount() > 0) {
                for (Thread reader : readers) {
                    reader.interrupt();
                }
                Thread.sleep(0, 50_000);
            }
            threads.join();
        }

        assertIsUnharmed(64, 100_000);
    }

    @Shows("snapshot-14")
    @Test
    void interruptedReadersDoNotHarmTheWriter() throws InterruptedException {
        fillBlobs(16, 50_000);
        AtomicBoolean done = new AtomicBoolean();

        try (Threads threads = new Threads()) {
            threads.start("interrupted", () -> {
                do {
                    Thread.currentThread().interrupt();
                    assertBlob(3, 50_000);
                } while (!done.get());
            });
            try {
                for (int i = 0; i < 50 && threads.areWell(); i++) {
                    WriteBatch batch = new WriteBatch();
                    batch.put(RECORDS, Bytes.number(i), Bytes.random(10_000, i));
                    engine().write(batch, i % 10 == 0 ? Durability.SYNC : Durability.BUFFERED);
                }
            } finally {
                done.set(true);
            }
            threads.join();
        }

        reopen();
        assertThat(keys(RECORDS))
                .as("keys written beside an interrupted reader")
                .hasSize(50);
    }

    @Shows("batch-21")
    @Test
    void interruptedThreadsWriteWhereTheEngineBearsThem() {
        boolean interrupted = engine().bearsInterrupts();
        for (int i = 0; i < 50; i++) {
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, Bytes.number(i), Bytes.random(10_000, i));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            try {
                engine().write(batch, i % 10 == 0 ? Durability.SYNC : Durability.BUFFERED);
                engine().sync();
            } finally {
                assertThat(Thread.interrupted())
                        .as("whether the writing thread is interrupted afterwards")
                        .isEqualTo(interrupted);
            }
        }

        reopen();
        assertThat(keys(RECORDS)).as("keys written by an interrupted thread").hasSize(50);
    }

    @Shows("snapshot-15")
    @Test
    void virtualThreadsRead() throws InterruptedException, ReflectiveOperationException {
        NeedsNewerJava.unless(21, "A virtual thread");
        Optional<Method> starter = Threads.virtualThreadStarter();
        fillBlobs(50, 2_000);

        try (Threads threads = new Threads()) {
            for (int reader = 0; reader < 100; reader++) {
                int first = reader;
                threads.startVirtual(starter.orElseThrow(), () -> {
                    for (int i = 0; i < 20; i++) {
                        if (i % 5 == 4) {
                            Thread.currentThread().interrupt();
                        }
                        assertBlob((first + 7 * i) % 50, 2_000);
                    }
                    assertThat(engine().statistics().diskBytes())
                            .as("disk bytes")
                            .isNotNegative();
                });
            }
            for (int i = 0; i < 50; i++) {
                put(RECORDS, COUNTER, Bytes.number(i));
            }
            threads.join();
        }

        assertIsUnharmed(50, 2_000);
    }

    private static WriteBatch openingBalances() {
        WriteBatch batch = new WriteBatch();
        for (int account = 0; account < ACCOUNTS; account++) {
            batch.put(account % 2 == 0 ? RECORDS : INDEX, Bytes.number(account), Bytes.eightBytes(TOTAL / ACCOUNTS));
        }
        batch.put(BLOBS, COUNTER, Bytes.eightBytes(0));
        return batch;
    }

    /** Moves money between keyspaces; what it leaves depends on the number of the transfer alone. */
    private static WriteBatch transfer(int number) {
        WriteBatch batch = new WriteBatch();
        for (int account = 0; account < ACCOUNTS; account += 2) {
            long moved = (number * 31L + account * 17L) % 900;
            batch.put(RECORDS, Bytes.number(account), Bytes.eightBytes(TOTAL / ACCOUNTS + moved));
            batch.put(INDEX, Bytes.number(account + 1), Bytes.eightBytes(TOTAL / ACCOUNTS - moved));
        }
        batch.put(BLOBS, COUNTER, Bytes.eightBytes(number));
        return batch;
    }

    /** A batch that must leave no trace: with it the books would not balance. */
    private void writeConflicting(int number) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, Bytes.number(0), Bytes.eightBytes(1_000_000));
        batch.require(BLOBS, COUNTER, Bytes.eightBytes(number + 1L));
        try {
            write(batch);
        } catch (WriteConflictException expected) {
            return;
        }
        throw new AssertionError("A batch was written whose requirement does not hold");
    }

    private void assertBooksBalance(AtomicInteger begun, AtomicInteger acknowledged) {
        int acknowledgedBefore = acknowledged.get();
        try (EngineSnapshot snapshot = engine().snapshot()) {
            long counter = Bytes.toLong(present(snapshot, BLOBS, COUNTER));
            assertThat(counter).as("the batch that a new snapshot sees").isBetween((long) acknowledgedBefore, (long)
                    begun.get());
            assertThat(sum(snapshot, true))
                    .as("the sum over both keyspaces by cursor, at batch %d", counter)
                    .isEqualTo(TOTAL);
            assertThat(sum(snapshot, false))
                    .as("the sum over both keyspaces by get, at batch %d", counter)
                    .isEqualTo(TOTAL);
            assertThat(Bytes.toLong(present(snapshot, BLOBS, COUNTER)))
                    .as("the counter, read again")
                    .isEqualTo(counter);
        }
    }

    private static long sum(EngineSnapshot snapshot, boolean byCursor) {
        long sum = 0;
        if (!byCursor) {
            for (int account = 0; account < ACCOUNTS; account++) {
                sum += Bytes.toLong(present(snapshot, account % 2 == 0 ? RECORDS : INDEX, Bytes.number(account)));
            }
            return sum;
        }
        try (Cursor records = snapshot.cursor(RECORDS, FIRST, null);
                Cursor index = snapshot.cursor(INDEX, FIRST, null)) {
            while (records.next()) {
                sum += Bytes.toLong(records.value());
            }
            while (index.previous()) {
                sum += Bytes.toLong(index.value());
            }
        }
        return sum;
    }

    private void fillBlobs(int count, int bytes) {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < count; i++) {
            batch.put(BLOBS, Bytes.number(i), Bytes.random(bytes, i));
        }
        engine().write(batch, Durability.SYNC);
    }

    private void assertBlob(int number, int bytes) {
        try (EngineSnapshot snapshot = engine().snapshot();
                Cursor cursor = snapshot.cursor(BLOBS, FIRST, null)) {
            byte[] expected = Bytes.random(bytes, number);
            assertThat(Arrays.equals(snapshot.get(BLOBS, Bytes.number(number)), expected))
                    .as("get gives blob %d as it was put", number)
                    .isTrue();
            assertThat(cursor.seekAtOrAfter(Bytes.number(number)))
                    .as("a cursor finds blob %d", number)
                    .isTrue();
            assertThat(Arrays.equals(cursor.value(), expected))
                    .as("a cursor gives blob %d as it was put", number)
                    .isTrue();
        }
    }

    private void assertIsUnharmed(int blobs, int bytes) {
        put(RECORDS, Bytes.ascii("afterwards"), Bytes.of(1));
        engine().sync();
        assertBlob(blobs - 1, bytes);
        reopen();
        assertThat(get(RECORDS, Bytes.ascii("afterwards")))
                .as("what was written after the interrupts")
                .isEqualTo("01");
        for (int i = 0; i < blobs; i++) {
            assertBlob(i, bytes);
        }
    }
}

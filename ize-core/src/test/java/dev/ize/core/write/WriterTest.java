package dev.ize.core.write;

import static dev.ize.core.write.TrialTask.assertDone;
import static dev.ize.core.write.TrialTask.failure;
import static dev.ize.core.write.TrialTask.writing;
import static dev.ize.spi.Durability.BUFFERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who writes, and when; what is written together is {@link GroupCommitTest}'s. */
@Timeout(30)
class WriterTest {
    @TempDir
    private Path directory;

    private final ChunkCodec codec = new ChunkCodec();
    private final Counters counters = TrialTurn.counters();
    private final BranchState branch = new BranchState(
            1,
            new BranchRecord(0, 0, 0, Instant.EPOCH, false, "main"),
            Lineage.ofRoot(1),
            new BranchState.Head(0, Chain.START));
    private final CountDownLatch gate = new CountDownLatch(1);
    private TrialEngine engine;
    private Watermark watermark;
    private Writer writer;

    private void prepare(boolean bearsInterrupts) {
        engine = new TrialEngine(new Overlay(new EmptySnapshot()), bearsInterrupts);
        try {
            watermark = Watermark.open(directory.resolve("watermark"));
        } catch (IOException e) {
            throw new AssertionError("The file cannot be made", e);
        }
        writer = new Writer(
                engine, counters, InstantSource.fixed(Instant.EPOCH), codec, new Leases(), watermark, "test");
    }

    private void start(boolean bearsInterrupts) {
        prepare(bearsInterrupts);
        writer.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        // A writer that was never started has no thread to wait for.
        writer.stop();
        watermark.close();
        codec.close();
    }

    /** Has the next write wait for the gate; gives what is opened once it waits. */
    private CountDownLatch holdNextWrite() {
        CountDownLatch atWork = new CountDownLatch(1);
        engine.atNextWrite(() -> {
            atWork.countDown();
            await(gate);
        });
        return atWork;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work, "test helper");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The writer's thread, which waits for something to do. */
    private Thread idleThread() {
        Thread thread = writer.runAlone(Thread::currentThread);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /** Hands a task over, and waits until a thread that waits has looked at it and waits again. */
    private void begin(Task<?> task, Thread idle) {
        long before = waits(idle);
        writer.begin(task);
        while (waits(idle) == before || idle.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static long waits(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    private Thread lastWriter() {
        return Objects.requireNonNull(engine.writer());
    }

    @Test
    void threadOfItsOwnWritesForAll() {
        start(false);

        assertThat(writer.submit(writing("a", 10))).isEqualTo("a");

        assertThat(lastWriter()).isNotSameAs(Thread.currentThread());
        assertThat(lastWriter().isDaemon()).isTrue();
        assertThat(lastWriter().getName()).isEqualTo("ize-writer test");
        writer.stop();
        assertThat(lastWriter().isAlive()).isFalse();
    }

    @Test
    void callerWritesWhereTheEngineBearsItsInterrupts() {
        start(true);

        for (String key : new String[] {"a", "b"}) {
            assertThat(writer.submit(writing(key, 10))).isEqualTo(key);
            assertThat(lastWriter()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void callerThatIsThrownTheOutcomeLeavesTheWriterToOthers() {
        start(true);
        engine.failWrite(new WriteRefusedException("The disk is full", null));

        assertThatThrownBy(() -> writer.submit(writing("a", 10))).isInstanceOf(WriteRefusedException.class);

        assertThat(writer.submit(writing("b", 10))).isEqualTo("b");
    }

    @Test
    void whatComesWhileACallerWritesIsWrittenTogetherByTheThread() {
        start(true);
        Thread idle = idleThread();
        CountDownLatch atWork = holdNextWrite();
        started(() -> writer.submit(writing("a", 10)));
        await(atWork);
        TrialTask second = writing("b", 10);
        TrialTask third = writing("c", 10);
        begin(second, idle);
        begin(third, idle);
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");

        gate.countDown();

        assertThat(second.await()).isEqualTo("b");
        assertThat(third.await()).isEqualTo("c");
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");
        assertThat(lastWriter()).isSameAs(idle);
    }

    @Test
    void secondCallerDoesNotWriteBesideTheFirst() {
        start(true);
        CountDownLatch atWork = holdNextWrite();
        Thread first = started(() -> writer.submit(writing("a", 10)));
        await(atWork);
        Thread second = started(() -> writer.submit(writing("b", 10)));
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");

        gate.countDown();
        join(first);
        join(second);

        assertThat(lastWriter()).isNotSameAs(second);
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }

    @Test
    void threadThatWritesMayNotWaitForItself() {
        for (boolean bearsInterrupts : new boolean[] {false, true}) {
            start(bearsInterrupts);
            TrialTask asking = TrialTask.doing(BUFFERED, turn -> writer.submit(writing("inside", 10)));

            assertThatThrownBy(() -> writer.submit(asking)).isInstanceOf(IllegalStateException.class);

            assertThatThrownBy(() -> writer.runAlone(() -> writer.runAlone(() -> "inside")))
                    .isInstanceOf(StorageFailedException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            writer.stop();
            watermark.close();
        }
    }

    @Test
    void writerThatIsNotStartedTakesNothing() {
        for (boolean bearsInterrupts : new boolean[] {false, true}) {
            prepare(bearsInterrupts);

            assertThatThrownBy(() -> writer.submit(writing("a", 10))).isInstanceOf(UnsupportedOperationException.class);

            writer.beginClose();
            assertThat(engine.asked()).isEmpty();
        }
    }

    @Test
    void writerThatIsStoppedTakesNothing() {
        for (boolean bearsInterrupts : new boolean[] {false, true}) {
            start(bearsInterrupts);
            writer.stop();

            assertThatThrownBy(() -> writer.submit(writing("a", 10))).isInstanceOf(StorageClosedException.class);
            assertThatThrownBy(() -> writer.runAlone(() -> "alone")).isInstanceOf(StorageClosedException.class);
            assertThat(engine.asked()).isEmpty();
        }
    }

    @Test
    void stoppingWaitsForWhatWasBegunWhateverInterrupts() {
        start(false);
        CountDownLatch atWork = holdNextWrite();
        TrialTask first = writing("a", 10);
        TrialTask second = writing("b", 10);
        writer.begin(first);
        await(atWork);
        writer.begin(second);
        Thread stopping = Thread.currentThread();
        started(() -> {
            while (stopping.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            gate.countDown();
        });
        stopping.interrupt();

        writer.stop();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lastWriter().isAlive()).isFalse();
        assertDone(first, second);
    }

    @Test
    void workOnTheWholeIsDoneByTheThreadWhileNothingIsWritten() {
        start(true);
        writer.submit(writing("a", 10));

        Thread alone = writer.runAlone(Thread::currentThread);

        assertThat(alone.getName()).isEqualTo("ize-writer test");
        assertThatThrownBy(() -> writer.runAlone(() -> {
                    throw new WriteRefusedException("The disk is full", null);
                }))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(writer.failure()).isNull();
    }

    @Test
    void watermarkIsLeftNowhereButAtTheNewest() throws IOException {
        start(false);
        counters.link(7, Instant.EPOCH, new byte[1]);

        writer.leaveOldWatermarks();

        assertThat(engine.asked()).containsExactly("sync");
        assertThat(watermark.mark()).isEqualTo(counters.newest());
        Path file = directory.resolve("watermark");
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(4096);
            damaged.write(new byte[52]);
        }
        try (Watermark other = Watermark.read(file)) {
            assertThat(other.mark()).as("in the other slot").isEqualTo(counters.newest());
        }
    }

    @Test
    void closingFailsWhatWaitsForABranch() {
        start(false);
        Object owner = new Object();
        TrialTask waiting = TrialTask.on(branch, null);
        writer.submit(TrialTask.doing(BUFFERED, turn -> {
            writer.hold(branch, owner);
            return "held";
        }));
        writer.begin(waiting);

        writer.beginClose();

        TrialTask late = TrialTask.on(branch, null);
        assertThatThrownBy(() -> writer.submit(late)).isInstanceOf(StorageClosedException.class);
        assertThat(failure(waiting)).isInstanceOf(StorageClosedException.class);
        assertThat(writer.submit(TrialTask.on(branch, owner))).isEqualTo("done");
    }

    @Test
    void readThatFailedEndsWhatWaitsAndWhatComes() {
        for (boolean bearsInterrupts : new boolean[] {false, true}) {
            start(bearsInterrupts);
            TrialTask waiting = TrialTask.on(branch, null);
            writer.submit(TrialTask.doing(BUFFERED, turn -> {
                writer.hold(branch, writer);
                return "held";
            }));
            writer.begin(waiting);
            writer.submit(writing("behind it", 10));
            StorageFailedException cause = new StorageFailedException("The disk is gone", null);

            StorageFailedException told = writer.stopAfterRead(cause);

            assertThat(told).hasCause(cause);
            assertThat(writer.failure()).isSameAs(cause);
            assertThatThrownBy(waiting::await).isInstanceOf(StorageFailedException.class);
            engine.asked();
            assertThatThrownBy(() -> writer.submit(writing("a", 10))).hasCause(cause);
            assertThatThrownBy(() -> writer.runAlone(() -> "alone")).hasCause(cause);
            writer.beginClose();
            writer.awaitRemovals();
            assertThat(engine.asked()).isEmpty();
            writer.stop();
            watermark.close();
        }
    }

    @Test
    void whoWaitsForRemovalsLearnsThatTheFailureOfACallerHasEndedThem() {
        start(true);
        idleThread();
        engine.failWrite(new StorageFailedException("The disk is gone", null));
        CountDownLatch atWork = holdNextWrite();
        TrialTask failing = writing("a", 10);
        started(() -> assertThatThrownBy(() -> writer.submit(failing)).isInstanceOf(StorageFailedException.class));
        await(atWork);
        writer.addBackground(Unwinding.ofStage(writer, branch, 1));
        Thread waiting = started(writer::awaitRemovals);
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        gate.countDown();

        join(waiting);
        assertThat(writer.failure()).isNotNull();
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");
    }
}

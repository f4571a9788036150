package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.write.TrialTask.failure;
import static dev.ize.core.write.TrialTask.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the writer removes records between its tasks; what it removes is {@link UnwindingTest}'s. */
@Timeout(30)
class RemovalsTest {
    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();
    private final Counters counters = new Counters(store.counters());
    private final Lineage mainLineage = Lineage.ofRoot(MAIN);
    private final BranchState main = state(MAIN, mainLineage);
    private final BranchState side = state(SIDE, mainLineage.fork(SIDE, 4, 5));
    private final List<Long> freed = new ArrayList<>();
    private final TrialEngine engine = new TrialEngine(store.records(), false);
    private final CountDownLatch gate = new CountDownLatch(1);
    private Watermark watermark;
    private Writer writer;

    private BranchState state(long id, Lineage lineage) {
        return new BranchState(id, store.branch(id), lineage, new BranchState.Head(8, store.link(id)));
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        watermark = Watermark.open(directory.resolve("watermark"));
        writer = new Writer(
                engine, counters, InstantSource.fixed(Instant.EPOCH), codec, new Leases(), watermark, "test");
    }

    @AfterEach
    void close() {
        gate.countDown();
        writer.stop();
        watermark.close();
        codec.close();
    }

    /** A stage of main that an earlier process left. */
    private void leaveStage() {
        store.putStage(MAIN, 4);
        writer.hold(main, new Object());
        writer.addBackground(Unwinding.ofStage(writer, main, 4));
    }

    private void leaveDeletedBranch() {
        writer.addBackground(Unwinding.ofDeleted(writer, side, freed::add));
    }

    private boolean hasOperation(long branch, long seq) {
        return store.records().get(Keyspaces.OPERATIONS, Keys.operation(branch, seq)) != null;
    }

    private void assertRemovalsEnd() {
        writer.awaitRemovals();
        assertThat(hasOperation(MAIN, 8)).isFalse();
    }

    @Test
    void branchGoesOnOnceItsStageIsTakenBack() {
        leaveStage();
        writer.start();

        assertThat(writer.submit(TrialTask.on(main, null))).isEqualTo("done");

        assertThat(hasOperation(MAIN, 4)).isFalse();
        assertThat(hasOperation(MAIN, 3)).isTrue();
        assertThat(watermark.mark().seq())
                .as("nothing of a stage was ever acknowledged")
                .isZero();
    }

    @Test
    void removalThatComesToAnIdleWriterIsDone() {
        writer.start();
        Thread thread = writer.runAlone(Thread::currentThread);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        leaveDeletedBranch();
        writer.awaitRemovals();

        assertThat(hasOperation(SIDE, 7)).isFalse();
        assertThat(freed).containsExactly(MAIN);
    }

    /** A power cut must not bring a watermark back at a record that has gone. */
    @Test
    void watermarkIsSettledOnceBeforeABranchGoesStepByStep() {
        for (long seq = 100; seq < 700; seq++) {
            store.change(SIDE, seq, new Operation.SetPermissions(StorePath.of("/d"), 0700));
        }
        leaveDeletedBranch();

        writer.start();
        writer.awaitRemovals();

        assertThat(engine.asked()).containsExactly("sync", "snapshot", "write BUFFERED", "snapshot", "write BUFFERED");
        assertThat(watermark.mark()).isEqualTo(counters.newest());
        assertThat(hasOperation(SIDE, 7)).isFalse();
    }

    @Test
    void refusedStepFailsWhoWaitsAndIsTriedAgainForWhoComesNext() {
        WriteRefusedException refusal = new WriteRefusedException("The disk is full", null);
        leaveStage();
        engine.failWrite(refusal);
        writer.start();
        writer.awaitRemovals();
        assertThat(hasOperation(MAIN, 8)).isTrue();
        engine.failWrite(refusal);

        TrialTask waiting = TrialTask.on(main, null);
        assertThatThrownBy(() -> writer.submit(waiting)).isSameAs(refusal);

        assertThat(writer.submit(TrialTask.on(main, null))).isEqualTo("done");
        assertRemovalsEnd();
    }

    @Test
    void damageKeepsOneBranchFromBeingUsedAlone() {
        leaveStage();
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 4));
        writer.start();

        assertThatThrownBy(() -> writer.submit(TrialTask.on(main, null))).isInstanceOf(CorruptStoreException.class);

        assertThat(writer.submit(TrialTask.on(side, null))).isEqualTo("done");
        assertThat(writer.failure()).isNull();
    }

    @Test
    void stepOfUnknownOutcomeEndsAll() {
        StorageFailedException gone = new StorageFailedException("The disk is gone", null);
        leaveStage();
        leaveDeletedBranch();
        engine.failWrite(gone);
        writer.start();
        TrialTask waiting = TrialTask.on(main, null);

        assertThatThrownBy(() -> writer.submit(waiting)).isInstanceOf(StorageFailedException.class);

        assertThat(writer.failure()).isSameAs(gone);
        writer.awaitRemovals();
        writer.stop();
        assertThat(engine.asked()).doesNotContain("sync").endsWith("write BUFFERED");
    }

    /** Not even by the writer that has taken both up at once. */
    @Test
    void nothingIsRemovedAfterAWriteOfUnknownOutcome() throws InterruptedException {
        writer.start();
        CountDownLatch atWork = new CountDownLatch(1);
        engine.atNextWrite(() -> {
            atWork.countDown();
            await(gate);
        });
        writer.begin(writing("a", 10));
        atWork.await();
        TrialTask failing = writing("b", 10);
        writer.begin(failing);
        leaveStage();
        engine.asked();
        engine.failWrite(new StorageFailedException("The disk is gone", null));

        gate.countDown();
        writer.stop();

        assertThat(failure(failing)).isInstanceOf(StorageFailedException.class);
        assertThat(hasOperation(MAIN, 8)).isTrue();
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }

    @Test
    void closingLeavesRemovalsToTheNextOpen() {
        writer.start();
        writer.beginClose();

        leaveStage();
        writer.awaitRemovals();
        writer.submit(writing("a", 10));
        writer.stop();

        assertThat(hasOperation(MAIN, 8)).isTrue();
        assertThat(engine.asked()).containsExactly("snapshot", "snapshot", "write BUFFERED");
    }
}

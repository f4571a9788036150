package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stages on a store made by hand: what is written of them before they are published, and what a failure leaves. */
@Timeout(30)
class StageTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath FILE = StorePath.of("/d/b");
    private static final StorePath NONE = StorePath.of("/none");

    @TempDir
    Path directory;

    private final TrialStore store = new TrialStore();
    private final RuntimeException missing = new NoSuchPointException("There is no such point");
    private TrialWriter writer;

    @BeforeEach
    void start() throws IOException {
        writer = new TrialWriter(directory, store, store.counters, (snapshot, point) -> {
            if (point.sequence() == 77) {
                throw missing;
            }
            if (point.sequence() == 78) {
                throw new AssertionError("broken");
            }
            return new TreeReader(snapshot, store.main.lineage(), point.sequence());
        });
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private StagedChange stage() {
        return writer.changes.stage(store.main, "tester", "why", "");
    }

    private static Operation permissions(int mode) {
        return new Operation.SetPermissions(DIRECTORY, mode);
    }

    /** Changes nothing if the directory is as it was then; what was added before it is written. */
    private static Operation restore(long seq) {
        return new Operation.Restore(DIRECTORY, new Point(BranchId.MAIN, seq), DIRECTORY);
    }

    /** Has what was added so far written. */
    private static void write(StagedChange stage) {
        stage.add(new Operation.Restore(NONE, new Point(BranchId.MAIN, 8), NONE));
    }

    private byte[] marker() {
        return writer.engine.records().get(Keyspaces.META, Keys.stage(MAIN));
    }

    private boolean hasOperation(long seq) {
        return writer.engine.records().get(Keyspaces.OPERATIONS, Keys.operation(MAIN, seq)) != null;
    }

    private int mode() {
        TreeReader tree = writer.tree(store.main);
        return tree.node(tree.resolve(DIRECTORY).node()).liveAttributes().mode();
    }

    @Test
    void markerSaysWhereAStageBeginsUntilItIsPublished() {
        try (StagedChange stage = stage()) {
            stage.add(permissions(0700));
            assertThat(marker()).isNull();
            write(stage);

            assertThat(hasOperation(9)).isTrue();
            assertThat(Checksum.open(Keyspaces.META, Keys.stage(MAIN), marker()).varint())
                    .isEqualTo(9);
            assertThat(store.main.head().seq()).isEqualTo(8);
            stage.publish();
        }

        assertThat(marker()).isNull();
        assertThat(store.main.head().seq()).isEqualTo(10);
        assertThat(mode()).isEqualTo(0700);
    }

    @Test
    void publishedStageLetsItsBranchGoOnce() {
        StagedChange stage = stage();
        stage.add(permissions(0700));
        assertThat(store.main.isHeldAgainst(this)).isTrue();

        AppliedChange applied = stage.publish();
        stage.close();

        assertThat(applied.operations()).isOne();
        assertThat(applied.point()).isEqualTo(new Point(BranchId.MAIN, 10));
        assertThat(store.main.isHeldAgainst(this)).isFalse();
        assertThatThrownBy(stage::publish).isInstanceOf(StorageClosedException.class);
        assertThatThrownBy(() -> stage.add(permissions(0))).isInstanceOf(StorageClosedException.class);
    }

    @Test
    void stageThatCameToNothingIsNoChange() {
        try (StagedChange stage = stage()) {
            stage.add(new Operation.RenameFile(FILE, FILE));

            AppliedChange applied = stage.publish();

            assertThat(applied.operations()).isZero();
            assertThat(applied.point()).isEqualTo(new Point(BranchId.MAIN, 8));
        }
        assertThat(store.main.head().seq()).isEqualTo(8);
        assertThat(marker()).isNull();
        assertThat(hasOperation(9)).isFalse();
    }

    @Test
    void whatWasWrittenOfAClosedStageIsTakenBack() {
        StagedChange stage = stage();
        stage.add(permissions(0700));
        write(stage);

        stage.close();
        writer.writer.awaitRemovals();

        assertThat(hasOperation(9)).isFalse();
        assertThat(marker()).isNull();
        assertThat(store.main.isHeldAgainst(this)).isFalse();
        assertThat(mode()).isEqualTo(0755);
    }

    @Test
    void stageThatIsClosedBeforeAnythingIsWrittenLetsItsBranchAndContentGo() {
        StagedChange stage = stage();
        stage.add(new Operation.CreateFile(NONE, Content.of(new byte[(1 << 20) + 1]), 0600, Optional.empty()));
        long stored = store.counters.nextContent() - 1;
        assertThat(store.leases.holds(stored)).isTrue();

        stage.close();

        assertThat(store.leases.holds(stored)).isFalse();
        assertThat(store.main.isHeldAgainst(this)).isFalse();
    }

    @Test
    void restoreComesAfterWhatWasAddedBeforeIt() {
        try (StagedChange stage = stage()) {
            stage.add(permissions(0700));
            stage.add(restore(8));

            assertThat(stage.publish().operations()).isEqualTo(2);
        }

        assertThat(mode()).isEqualTo(0755);
    }

    @Test
    void stageThatWasRefusedSaysSoAgain() {
        try (StagedChange stage = stage()) {
            stage.add(permissions(0700));
            stage.add(new Operation.DeleteFile(NONE));
            assertThatThrownBy(() -> write(stage)).isInstanceOf(ChangeRefusedException.class);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(stage::publish).isInstanceOfSatisfying(ChangeRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
                    assertThat(refused.path()).isEqualTo(NONE);
                    assertThat(refused.operationIndex()).isEqualTo(1);
                    assertThat(refused).hasMessageContaining("did not fit; close it");
                });
            }
        }
        writer.writer.awaitRemovals();
        assertThat(mode()).isEqualTo(0755);
    }

    @Test
    void stageWithoutAPointThatItRestoresThrowsTheSameAgain() {
        try (StagedChange stage = stage()) {
            assertThatThrownBy(() -> stage.add(restore(77))).isSameAs(missing);

            assertThatThrownBy(stage::publish).isSameAs(missing);
        }
    }

    @Test
    void stageInWhichSomethingBrokeIsNotGoneOnWith() {
        try (StagedChange stage = stage()) {
            assertThatThrownBy(() -> stage.add(restore(78))).isInstanceOf(AssertionError.class);

            assertThatThrownBy(stage::publish)
                    .isInstanceOf(StorageFailedException.class)
                    .hasRootCauseMessage("broken");
        }
        try (StagedChange next = stage()) {
            next.add(permissions(0700));
            next.publish();
        }
        assertThat(mode()).isEqualTo(0700);
    }

    @Test
    void stageNeedsABranchThatLives() {
        store.side.markDeleted();

        assertThatThrownBy(() -> writer.changes.stage(store.side, "tester", "", ""))
                .isInstanceOf(NotFoundException.class);
        assertThat(store.side.isHeldAgainst(this)).isFalse();
    }

    /** A deletion waits for a stage; if one came between all the same, what the stage writes would be nobody's. */
    @Test
    void stageOfABranchThatWasDeletedWhileItBeganWritesNothing() {
        try (StagedChange stage = writer.changes.stage(store.side, "tester", "", "")) {
            store.side.markDeleted();
            stage.add(permissions(0700));

            assertThatThrownBy(stage::publish).isInstanceOf(NotFoundException.class);
        }
        assertThat(store.counters.toRecord().nextSeq()).isEqualTo(TrialStore.NEXT);
    }

    /** It was let begin behind a change that the engine then refused, so that the head is not the one it expects. */
    @Test
    void stageThatMayNotBeginAfterAllLeavesItsBranchFree() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(1);
        writer.engine.atNextWrite(() -> {
            atWork.countDown();
            await(gate);
        });
        writer.writer.begin(TrialTask.writing("busy", 10));
        await(atWork);
        for (int i = 0; i < 2; i++) {
            writer.engine.failWrite(new WriteRefusedException("The disk is full", null));
        }
        Change.Precondition moved = new Change.HeadIs(new Point(BranchId.MAIN, 9));
        Stage stage = new Stage(writer.changes, store.main, new Stage.Description("tester", "", "", List.of(moved)));

        ChangeTask change = store.change(store.main, List.of(), permissions(0700));
        writer.writer.begin(change);
        CompletableFuture<Void> begun = beginAndWait(stage);
        gate.countDown();

        assertThatThrownBy(change::await).isInstanceOf(WriteRefusedException.class);
        assertThatThrownBy(begun::join).hasCauseInstanceOf(HeadMovedException.class);
        assertThat(store.main.isHeldAgainst(this)).isFalse();
    }

    /** Has a stage begin on a thread of its own, which waits for the writer by then. */
    private static CompletableFuture<Void> beginAndWait(Stage stage) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                stage.begin();
                begun.complete(null);
            } catch (RuntimeException e) {
                begun.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return begun;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }
}

package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ActRecord.Act;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.StorePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Acts that are carried out as another store has recorded them, which was where this one is. */
@Timeout(30)
class RecordedActsTest {
    private static final long SEQ = 20;

    @TempDir
    Path directory;

    private final TrialStore store = new TrialStore();
    private TrialWriter writer;

    @BeforeEach
    void start() throws IOException {
        writer = new TrialWriter(directory, store);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    /** An act as that store would have recorded it. */
    private RecordedAct recorded(boolean idle, Act act, String name, long branch, long parent, long point) {
        ActRecord open = new ActRecord(act, name, branch, parent, point, time(SEQ), time(SEQ), Chain.START);
        ContentHash link = Chain.storeLink(writer.counters.position().link(), SEQ, open.canonical());
        return new RecordedAct(
                SEQ, idle, false, "why", new ActRecord(act, name, branch, parent, point, time(SEQ), time(SEQ), link));
    }

    private RecordedAct fork(String name, long branch, long parent, long point) {
        return recorded(false, Act.FORK, name, branch, parent, point);
    }

    private RecordedAct deletion(String name, long branch) {
        return recorded(false, Act.DELETE_BRANCH, name, branch, 0, 0);
    }

    private RecordedAct snapshot(String name, long branch, long point) {
        return recorded(false, Act.CREATE_SNAPSHOT, name, branch, 0, point);
    }

    private RecordedAct deletionOfSnapshot(String name, long branch, long point) {
        return recorded(false, Act.DELETE_SNAPSHOT, name, branch, 0, point);
    }

    private void carryOut(RecordedAct act) {
        writer.recorded.act(writer.recorded.position(), act);

        assertThat(writer.recorded.position()).isEqualTo(act.position());
        byte[] key = Keys.act(SEQ);
        assertThat(ActRecord.decode(key, writer.engine.records().get(Keyspaces.ACTS, key)))
                .isEqualTo(act.act());
    }

    private void assertRefused(Class<? extends Exception> refusal, String message, RecordedAct act) {
        StorePosition before = writer.recorded.position();
        assertThatThrownBy(() -> writer.recorded.act(before, act))
                .isInstanceOf(refusal)
                .hasMessageContaining(message);
        assertThat(writer.recorded.position()).isEqualTo(before);
        assertThat(writer.branches.all()).containsExactlyInAnyOrder(store.main, store.side);
        assertThat(writer.engine.records().get(Keyspaces.ACTS, Keys.act(SEQ))).isNull();
    }

    private byte @Nullable [] snapshotRecord(String name) {
        return writer.engine.records().get(Keyspaces.SNAPSHOTS, name.getBytes(StandardCharsets.UTF_8));
    }

    private boolean hasBranch(long branch) {
        return writer.engine.records().get(Keyspaces.BRANCHES, Keys.branch(branch)) != null;
    }

    /** Acts that hold a point: its fork, and a snapshot of it. */
    private List<RecordedAct> holders(long branch, long point) {
        return List.of(fork("new", 3, branch, point), snapshot("new", branch, point));
    }

    @Test
    void forkHasTheNumbersThatItHasInTheOtherStore() {
        carryOut(fork("new", 7, MAIN, 8));

        BranchState made = writer.branches.require("new");
        assertThat(made.id()).isEqualTo(7);
        assertThat(made.head()).isEqualTo(store.main.head());
        assertThat(made.description()).isEqualTo(new BranchRecord(MAIN, 8, SEQ, time(SEQ), false, "new"));
        assertThat(hasBranch(7)).isTrue();
        assertThat(writer.counters.toRecord().nextBranch()).isEqualTo(8);
        assertThat(writer.counters.toRecord().nextSeq()).isEqualTo(SEQ + 1);
    }

    @Test
    void branchMustNotHaveTheNumberOfAnother() {
        assertRefused(InvalidDumpException.class, "number of another. branch=2", fork("new", SIDE, MAIN, 8));
    }

    @Test
    void snapshotIsThatOfTheOtherStore() {
        carryOut(snapshot("new", MAIN, 8));

        byte[] key = "new".getBytes(StandardCharsets.UTF_8);
        assertThat(SnapshotRecord.decode(key, snapshotRecord("new")))
                .isEqualTo(new SnapshotRecord(MAIN, 8, time(SEQ), "why"));
    }

    @Test
    void nameOfABranchOrSnapshotIsTaken() {
        for (String taken : List.of("side", "mark")) {
            assertRefused(NameTakenException.class, "name=" + taken, fork(taken, 3, MAIN, 8));
            assertRefused(NameTakenException.class, "name=" + taken, snapshot(taken, MAIN, 8));
        }
    }

    @Test
    void pointMustLieOnTheBranchItself() {
        for (RecordedAct holder : holders(SIDE, 4)) {
            assertRefused(InvalidDumpException.class, "a point that is not there", holder);
        }
        for (RecordedAct holder : holders(77, 8)) {
            assertRefused(InvalidDumpException.class, "name=new sequence=20", holder);
        }
    }

    @Test
    void pointInsideAChangeCannotBeHeld() {
        for (RecordedAct holder : holders(MAIN, 2)) {
            assertRefused(PointInsideChangeException.class, "2", holder);
        }
    }

    @Test
    void pointThatWasPrunedCannotBeHeld() {
        store.main.lineage().floor(0).raise(new KeptPoints(4, false, time(1), new long[0], List.of()));

        for (RecordedAct holder : holders(MAIN, 1)) {
            assertRefused(PointPrunedException.class, "@1", holder);
        }
    }

    @Test
    void pointThatNothingHoldsOfADeletedBranchCannotBeHeld() {
        store.side.markDeleted();

        for (RecordedAct holder : holders(SIDE, 7)) {
            assertRefused(NotFoundException.class, "branch=side", holder);
        }
    }

    @Test
    void deletedBranchIsSwept() {
        carryOut(deletion("side", SIDE));
        writer.writer.awaitRemovals();

        assertThat(writer.branches.find("side")).isEmpty();
        assertThat(store.side.isDeleted()).isTrue();
        assertThat(hasBranch(SIDE)).isFalse();
        assertThat(writer.engine.records().get(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7)))
                .isNull();
    }

    @Test
    void deletedBranchThatIsHeldLosesItsName() {
        writer.administration.createSnapshot("of side", store.side, 7, "");

        carryOut(deletion("side", SIDE));
        writer.writer.awaitRemovals();

        byte[] key = Keys.branch(SIDE);
        assertThat(BranchRecord.decode(key, writer.engine.records().get(Keyspaces.BRANCHES, key)))
                .isEqualTo(store.side.description().asDeleted());
        byte[] name = Keys.branchName("side".getBytes(StandardCharsets.UTF_8));
        assertThat(writer.engine.records().get(Keyspaces.BRANCHES, name)).isNull();
    }

    @Test
    void branchThatCannotBeDeletedStays() {
        String message = "deletes a branch that cannot be deleted. act=DELETE_BRANCH";
        assertRefused(InvalidDumpException.class, message, deletion("main", MAIN));
        assertRefused(InvalidDumpException.class, message, deletion("other", SIDE));
        store.side.markDeleted();
        assertRefused(InvalidDumpException.class, message, deletion("side", SIDE));
    }

    @Test
    void branchThatWentBeforeTheDumpWasMadeIsNotMissed() {
        carryOut(deletion("gone", 77));

        assertThat(writer.branches.all()).hasSize(2);
    }

    @Test
    void onlyADeletionWaitsForItsBranch() {
        assertThat(task(deletion("side", SIDE)).branch()).isSameAs(store.side);
        assertThat(task(snapshot("new", SIDE, 7)).branch()).isNull();
    }

    private RecordedActTask task(RecordedAct act) {
        return new RecordedActTask(act, StorePosition.START, writer.administration, store.side);
    }

    @Test
    void forgottenSnapshotIsGone() {
        carryOut(deletionOfSnapshot("mark", MAIN, 4));
        writer.writer.awaitRemovals();

        assertThat(snapshotRecord("mark")).isNull();
        assertThat(hasBranch(SIDE)).as("which lives").isTrue();
    }

    @Test
    void deletedBranchIsSweptOnceItsLastSnapshotIsForgotten() {
        writer.administration.createSnapshot("of side", store.side, 7, "");
        writer.administration.delete(store.side);
        writer.writer.awaitRemovals();
        assertThat(hasBranch(SIDE)).isTrue();

        carryOut(deletionOfSnapshot("of side", SIDE, 7));
        writer.writer.awaitRemovals();

        assertThat(hasBranch(SIDE)).isFalse();
    }

    @Test
    void snapshotThatWentBeforeTheDumpWasMadeIsNotMissed() {
        carryOut(deletionOfSnapshot("gone", MAIN, 4));

        assertThat(snapshotRecord("mark")).isNotNull();
    }

    @Test
    void nameThatNoSnapshotCanHaveIsRefused() {
        assertRefused(InvalidNameException.class, "head", deletionOfSnapshot("head", MAIN, 4));
    }

    /** What it made has gone since; its numbers were given out all the same. */
    @Test
    void idleActIsKeptInTheListAlone() {
        carryOut(recorded(true, Act.FORK, "gone", 7, MAIN, 8));

        assertThat(writer.branches.find("gone")).isEmpty();
        assertThat(hasBranch(7)).isFalse();
        assertThat(writer.counters.toRecord().nextBranch()).isEqualTo(8);
    }

    @Test
    void pruningOfTheOtherStoreRemovesNothingHere() {
        carryOut(recorded(false, Act.PRUNE, "main", MAIN, 0, 8));

        assertThat(KeptPoints.read(writer.engine.records(), MAIN).isPruned()).isFalse();
    }

    @Test
    void actIsRefusedWhereTheStoreHasGoneOn() {
        RecordedAct act = snapshot("new", MAIN, 8);
        StorePosition before = writer.recorded.position();
        writer.administration.createSnapshot("own", store.main, 8, "");

        assertThatThrownBy(() -> writer.recorded.act(before, act)).isInstanceOf(DumpMismatchException.class);

        assertThat(snapshotRecord("new")).isNull();
    }
}

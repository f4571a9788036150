package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.write.RaiseFloorsTask.Wanted;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Floors that are raised on a store made by hand, of whose main branch a snapshot and a fork hold 4: what is recorded of
 * the points below them, and which branches are left alone.
 */
class RaisedFloorsTest {
    /** Points that take a batch by themselves, of 23 bytes each. */
    private static final int FULL_BATCH = (16 << 20) / 23;

    private final TrialStore store = new TrialStore();

    @AfterEach
    void close() {
        store.close();
    }

    private Map<BranchState, KeptPoints> raise(Wanted... wanted) {
        return store.run(new RaiseFloorsTask(List.of(wanted)));
    }

    private Wanted mainUpTo8(Long... points) {
        return new Wanted(store.main, false, 8, false, 8, List.of(points));
    }

    private static Wanted deleted(BranchState branch, long newest) {
        return new Wanted(branch, true, newest, true, Math.max(newest, 0), List.of());
    }

    private KeptPoints recorded(BranchState branch) {
        return KeptPoints.read(store.made.records(), branch.id());
    }

    private void assertLeftAlone(Wanted wanted) {
        assertThat(raise(wanted)).isEmpty();
        assertThat(recorded(wanted.branch()).isPruned()).isFalse();
        assertThat(store.counters.toRecord().nextSeq()).isEqualTo(TrialStore.NEXT);
    }

    private void deleteSide() {
        store.made.putBranch(SIDE, store.made.branch(SIDE).asDeleted());
        store.side.markDeleted();
    }

    @Test
    void pointsBelowAFloorEndWithTheChangeThatCameNext() {
        raise(mainUpTo8(1L, 3L));

        KeptPoints kept = recorded(store.main);
        assertThat(kept.floor()).isEqualTo(8);
        assertThat(kept.isEnded()).isFalse();
        assertThat(kept.firstTime()).isEqualTo(time(1));
        assertThat(kept.points()).as("with the one that is held").containsExactly(1, 3, 4);
        assertThat(kept.untils()).containsExactly(time(3), time(4), time(8));
    }

    @Test
    void floorIsAnActAndIsKnownAtOnce() {
        Map<BranchState, KeptPoints> raised = raise(mainUpTo8());

        assertThat(raised).containsOnlyKeys(store.main);
        assertThat(store.main.lineage().floor(0).kept()).isSameAs(raised.get(store.main));
        ActRecord act = store.made.act(TrialStore.NEXT);
        assertThat(act.act()).isEqualTo(ActRecord.Act.PRUNE);
        assertThat(act.name()).isEqualTo("main");
        assertThat(act.branch()).isEqualTo(MAIN);
        assertThat(act.seq()).isEqualTo(8);
        byte[] key = Keys.floor(MAIN);
        assertThat(FloorRecord.decode(key, store.made.records().get(Keyspaces.BRANCHES, key)))
                .isEqualTo(
                        new FloorRecord(8, false, time(1), TrialStore.NEXT, 1, FloorRecord.digestOf(new long[] {4})));
    }

    /** A floor at 4, below which 1 and 3 stay; its times are not those of the log, of which this may have gone. */
    private void putFloor() {
        long[] points = {1, 3};
        for (long point : points) {
            byte[] key = Keys.keptPoint(MAIN, point);
            store.made.records().put(Keyspaces.BRANCHES, key, new KeptPointRecord(time(100 + point)).encode(key));
        }
        store.made.putFloor(MAIN, new FloorRecord(4, false, time(100), 6, points.length, FloorRecord.digestOf(points)));
    }

    @Test
    void timesOfAnEarlierPruningStay() {
        putFloor();

        raise(mainUpTo8(1L, 3L));

        KeptPoints kept = recorded(store.main);
        assertThat(kept.firstTime()).isEqualTo(time(100));
        assertThat(kept.points()).containsExactly(1, 3, 4);
        assertThat(kept.untils()).containsExactly(time(101), time(103), time(8));
    }

    @Test
    void pointsThatAreNotKeptAnyMoreGo() {
        putFloor();

        raise(mainUpTo8(3L));

        assertThat(recorded(store.main).points()).containsExactly(3, 4);
    }

    @Test
    void pointsAtAndAboveAFloorHaveNoRecordOfTheirOwn() {
        raise(new Wanted(store.main, false, 8, false, 4, List.of(1L)));

        assertThat(recorded(store.main).points()).containsExactly(1);
    }

    @Test
    void whatWasCountedBelowAnEarlierFloorIsForgotten() {
        byte[] tally = Keys.tally(MAIN);
        store.made.records().put(Keyspaces.BRANCHES, tally, new byte[9]);

        raise(mainUpTo8());

        assertThat(store.made.records().get(Keyspaces.BRANCHES, tally)).isNull();
    }

    @Test
    void branchThatWasDeletedSinceOrIsGoneIsLeftAlone() {
        Wanted wanted = new Wanted(store.side, false, 7, false, 7, List.of());
        deleteSide();
        assertLeftAlone(wanted);

        store.made.records().delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertLeftAlone(wanted);
    }

    @Test
    void deletedBranchIsLeftAloneOnceSomethingElseHoldsIt() {
        deleteSide();
        store.made.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));
        assertLeftAlone(deleted(store.side, -1));

        raise(deleted(store.side, 7));

        KeptPoints kept = recorded(store.side);
        assertThat(kept.isEnded()).isTrue();
        assertThat(kept.floor()).isEqualTo(7);
        assertThat(kept.firstTime()).isEqualTo(time(7));
    }

    @Test
    void branchWithoutAChangeHasTheTimeOfItsFork() {
        BranchRecord record = new BranchRecord(MAIN, 4, 8, time(77), true, "unused");
        store.made.putBranch(3, record);
        BranchState unused = new BranchState(3, record, store.main.lineage().fork(3, 4, 8), store.main.head());

        raise(deleted(unused, -1));

        assertThat(recorded(unused).keepsNothing()).isTrue();
        assertThat(recorded(unused).firstTime()).isEqualTo(time(77));
    }

    @Test
    void changeWithoutItsEndIsNoticedBeforeAnythingIsRaised() {
        Operation operation = new Operation.SetPermissions(StorePath.of("/d"), 0700);
        store.made.putOperation(
                MAIN, 8, new OperationRecord(8, Optional.of(operation), Optional.empty(), List.of(), Optional.empty()));

        assertThatThrownBy(() -> raise(mainUpTo8()))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("branch=1 seq=8");
        assertThat(recorded(store.main).isPruned()).isFalse();
        assertThat(store.main.lineage().floor(0).kept().isPruned()).isFalse();
    }

    /** Nothing is looked at by then: the branch is none that is raised. */
    @Test
    void morePointsThanABatchTakesAreRefusedBeforehand() {
        assertLeftAlone(new Wanted(store.main, true, 4, false, 8, Collections.nCopies(FULL_BATCH, 1L)));

        Wanted more = new Wanted(store.main, true, 4, false, 8, Collections.nCopies(FULL_BATCH + 1, 1L));

        assertThatThrownBy(() -> raise(more)).isInstanceOf(TooLargeException.class);
    }
}

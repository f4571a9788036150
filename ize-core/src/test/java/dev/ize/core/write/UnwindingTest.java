package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.A;
import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwindingTest {
    private final HandMadeStore store = new HandMadeStore();
    private final Overlay records = store.records();
    private final List<Long> freed = new ArrayList<>();
    private final Lineage main = Lineage.ofRoot(MAIN);
    private final BranchState mainState = state(MAIN, main);
    private final BranchState sideState = state(SIDE, main.fork(SIDE, 4, 5));

    private BranchState state(long id, Lineage lineage) {
        return new BranchState(id, store.branch(id), lineage, new BranchState.Head(8, Chain.START));
    }

    private boolean isThere(Keyspace keyspace, byte[] key) {
        return records.get(keyspace, key) != null;
    }

    private boolean hasVersion(Keyspace keyspace, byte[] prefix, long branch, long seq) {
        return isThere(keyspace, Keys.version(prefix, branch, seq));
    }

    private boolean step(Unwinding unwinding) {
        return unwinding.step(records, new Counters(store.counters()));
    }

    private Unwinding ofStage(long start) {
        return Unwinding.ofStage(null, mainState, start);
    }

    private Unwinding ofDeleted() {
        return Unwinding.ofDeleted(null, sideState, freed::add);
    }

    private void putFloor(long floor, boolean ended) {
        store.putFloor(SIDE, new FloorRecord(floor, ended, time(7), 9, 0, FloorRecord.digestOf(new long[0])));
    }

    @Test
    void stageIsTakenBackToWhatWasBeforeIt() {
        store.putStage(MAIN, 4);
        store.putCounters(store.counters());

        assertThat(step(ofStage(4))).isTrue();

        assertThat(isThere(Keyspaces.META, Keys.stage(MAIN))).isFalse();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 3))).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 4))).isFalse();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8))).isFalse();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7))).isTrue();
        assertThat(hasVersion(Keyspaces.XATTRS, Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8))
                .isFalse();
        assertThat(hasVersion(Keyspaces.NAMES, Keys.nodePrefix(FILE), MAIN, 4)).isFalse();
        assertThat(hasVersion(Keyspaces.NAMES, Keys.nodePrefix(FILE), MAIN, 2)).isTrue();
        assertThat(hasVersion(Keyspaces.ENTRIES, Keys.entryPrefix(DIRECTORY, A), MAIN, 4))
                .isFalse();
        byte[] live = Keys.live(DIRECTORY, MAIN, A);
        assertThat(EntryRecord.decode(live, records.get(Keyspaces.ENTRIES, live)))
                .isEqualTo(new EntryRecord(2, FILE, NodeKind.FILE));
        assertThat(isThere(Keyspaces.ENTRIES, Keys.dead(DIRECTORY, MAIN, 4, A))).isFalse();
        assertThat(isThere(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B))).isFalse();
    }

    @Test
    void numbersOfWhatWasTakenBackAreKept() {
        Counters counters = new Counters(store.counters());
        counters.skipTo(70);

        ofStage(8).step(records, counters);

        assertThat(store.counters().nextSeq()).isEqualTo(71);
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 4))).isTrue();
    }

    @Test
    void nothingIsLeftOfADeletedBranchThatNothingHolds() {
        Unwinding deleted = ofDeleted();

        assertThat(step(deleted)).isTrue();
        deleted.finished();

        assertThat(freed).as("what it was forked from").containsExactly(MAIN);
        assertThat(isThere(Keyspaces.BRANCHES, Keys.branch(SIDE))).isFalse();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7))).isFalse();
        assertThat(hasVersion(Keyspaces.NODES, Keys.nodePrefix(FILE), SIDE, 7)).isFalse();
        assertThat(hasVersion(Keyspaces.NODES, Keys.nodePrefix(FILE), MAIN, 3)).isTrue();
        assertThat(isThere(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B))).isFalse();
        assertThat(isThere(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B))).isTrue();
    }

    @Test
    void whatIsHeldOfADeletedBranchStays() {
        store.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));
        store.change(
                SIDE,
                9,
                new Operation.RemoveExtendedAttribute(StorePath.of("/d"), ATTRIBUTE),
                new Effect.OfAttribute(DIRECTORY, ATTRIBUTE));
        Unwinding deleted = ofDeleted();

        assertThat(step(deleted)).isTrue();
        deleted.finished();

        assertThat(freed).isEmpty();
        assertThat(isThere(Keyspaces.BRANCHES, Keys.branch(SIDE))).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7))).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(SIDE, 9))).isFalse();
    }

    @Test
    void whatIsAtOrBelowAFloorIsLeftToPruning() {
        putFloor(7, false);

        assertThat(step(ofDeleted())).isTrue();

        assertThat(isThere(Keyspaces.BRANCHES, Keys.branch(SIDE))).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7))).isTrue();
    }

    @Test
    void branchOfWhichAllIsPrunedIsLeftToThat() {
        putFloor(0, true);
        Unwinding deleted = ofDeleted();

        assertThat(step(deleted)).isTrue();
        deleted.finished();

        assertThat(isThere(Keyspaces.BRANCHES, Keys.branch(SIDE))).isTrue();
        assertThat(freed).isEmpty();
    }

    @Test
    void manyOperationsAreTakenBackInSteps() {
        for (long seq = 100; seq < 600; seq++) {
            store.change(MAIN, seq, new Operation.SetPermissions(StorePath.of("/d"), 0700));
        }
        Unwinding unwinding = ofStage(8);

        assertThat(step(unwinding)).isFalse();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8))).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 100))).isFalse();
        assertThat(step(unwinding)).isTrue();
        assertThat(isThere(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8))).isFalse();
    }

    @Test
    void onlyWhatWasPublishedMayHaveAWatermark() {
        Unwinding deleted = ofDeleted();

        assertThat(ofStage(8).isSettled()).isTrue();
        assertThat(deleted.isSettled()).isFalse();
        deleted.markSettled();
        assertThat(deleted.isSettled()).isTrue();
    }
}

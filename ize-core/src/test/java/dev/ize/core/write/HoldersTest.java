package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.core.write.Holders.Holder;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A branch is forked at 4, where a snapshot is too. */
class HoldersTest {
    private final HandMadeStore store = new HandMadeStore();

    private Holders read() {
        return Holders.read(store.records());
    }

    private long held(long branch) {
        return Unwinding.held(store.records(), branch);
    }

    @Test
    void pointsAreHeldByForksAndSnapshots() {
        store.putSnapshot("early", new SnapshotRecord(MAIN, 1, time(9), ""));

        assertThat(read().of(MAIN).keySet()).containsExactly(1L, 4L);
        assertThat(read().of(MAIN))
                .containsEntry(4L, Set.of(Holder.FORK, Holder.SNAPSHOT))
                .containsEntry(1L, Set.of(Holder.SNAPSHOT));
        assertThat(read().of(SIDE)).isEmpty();
        assertThat(read().branches().keySet()).containsExactly(SIDE, MAIN);
        assertThat(held(MAIN)).isEqualTo(4);
        assertThat(held(SIDE)).isEqualTo(-1);
    }

    @Test
    void deletedBranchHoldsOnlyIfItIsHeldItself() {
        store.records().delete(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});
        store.putBranch(SIDE, store.branch(SIDE).asDeleted());
        assertThat(read().of(MAIN)).isEmpty();

        store.putBranch(3, new BranchRecord(SIDE, 7, 9, time(9), false, "grandchild"));

        assertThat(read().of(SIDE)).containsEntry(7L, Set.of(Holder.FORK));
        assertThat(read().of(MAIN)).containsEntry(4L, Set.of(Holder.FORK));
        assertThat(held(SIDE)).isEqualTo(7);
    }

    @Test
    void highestPointIsTheOneThatHolds() {
        store.putSnapshot("late", new SnapshotRecord(MAIN, 8, time(9), ""));
        store.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));
        store.putBranch(3, new BranchRecord(MAIN, 3, 9, time(9), false, "other"));

        assertThat(held(MAIN)).isEqualTo(8);
        assertThat(held(SIDE)).isEqualTo(7);
        assertThat(held(3)).isEqualTo(-1);
    }
}

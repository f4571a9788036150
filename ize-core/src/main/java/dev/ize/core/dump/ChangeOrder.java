package dev.ize.core.dump;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.write.BranchState;
import dev.ize.spi.NotFoundException;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The changes of all branches and the acts of a store, in the order of the records that close them. Takes memory for
 * each branch, and may go on with a later snapshot at each step. For one thread.
 */
final class ChangeOrder {
    /** What comes next. */
    sealed interface Item {
        long seq();
    }

    /**
     * A change.
     *
     * @param first seq of its first record
     */
    record OfChange(BranchState branch, long first, ChangeEnds.End end) implements Item {
        @Override
        public long seq() {
            return end.seq();
        }
    }

    /** An act. */
    record OfAct(long seq, ActRecord act) implements Item {}

    private final DumpPlan plan;
    private final PriorityQueue<OfChange> changes = new PriorityQueue<>(Comparator.comparingLong(OfChange::seq));
    private @Nullable OfAct act;

    /** What a plan says and comes after a seq. */
    ChangeOrder(EngineSnapshot snapshot, DumpPlan plan, long after) {
        this.plan = plan;
        for (BranchState branch : plan.kept()) {
            long base = branch.lineage().base(0);
            long done = ChangeEnds.lastEndIn(snapshot, branch.id(), base, Math.min(after, plan.bound(branch)))
                    .map(ChangeEnds.End::seq)
                    .orElse(base);
            findChange(snapshot, branch, done);
        }
        findAct(snapshot, after);
    }

    /** Takes the next one; empty: that was the last. */
    Optional<Item> next(EngineSnapshot snapshot) {
        OfChange change = changes.peek();
        OfAct nextAct = act;
        if (nextAct != null && (change == null || nextAct.seq() < change.seq())) {
            findAct(snapshot, nextAct.seq());
            return Optional.of(nextAct);
        }
        if (change == null) {
            return Optional.empty();
        }
        changes.remove();
        findChange(snapshot, change.branch(), change.seq());
        return Optional.of(change);
    }

    private void findChange(EngineSnapshot snapshot, BranchState branch, long after) {
        if (after >= plan.bound(branch)) {
            return;
        }
        byte[] from = Keys.operation(branch.id(), after + 1);
        byte[] to = Keys.operation(branch.id(), plan.bound(branch) + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, to)) {
            if (!cursor.next()) {
                throw removed(branch);
            }
            long first = Keys.longAt(cursor.key(), 8);
            OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
            ChangeEnds.End end = ChangeEnds.endOf(snapshot, branch.id(), first, record, plan.bound(branch))
                    .orElseThrow(() -> removed(branch));
            changes.add(new OfChange(branch, first, end));
        }
    }

    private void findAct(EngineSnapshot snapshot, long after) {
        act = null;
        try (Cursor cursor = snapshot.cursor(
                Keyspaces.ACTS, Keys.act(after + 1), Keys.act(plan.end().sequence() + 1))) {
            if (cursor.next()) {
                act = new OfAct(Keys.longAt(cursor.key(), 0), ActRecord.decode(cursor.key(), cursor.value()));
            }
        }
    }

    static NotFoundException removed(BranchState branch) {
        return new NotFoundException("A branch was deleted while it was dumped; dump again. branch=" + branch.name());
    }
}

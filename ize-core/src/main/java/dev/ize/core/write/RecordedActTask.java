package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Durability;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.StorePosition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries an administrative act out as another store has recorded it. */
final class RecordedActTask extends Task<Boolean> {
    private final RecordedAct recorded;
    private final StorePosition base;
    private final Administration administration;
    private Consumer<Administration> outcome = unchanged -> {};

    /**
     * @param base where the store must be
     * @param subject the branch that the act is about, if it is here
     */
    RecordedActTask(
            RecordedAct recorded, StorePosition base, Administration administration, @Nullable BranchState subject) {
        super(Durability.BUFFERED, recorded.act().act() == ActRecord.Act.DELETE_BRANCH ? subject : null);
        this.recorded = recorded;
        this.base = base;
        this.administration = administration;
    }

    @Override
    protected Boolean prepare(Turn turn) {
        turn.counters().requireAt(base);
        outcome = unchanged -> {};
        ActRecord act = recorded.act();
        ContentHash link = turn.counters()
                .linkAs(recorded.seq(), act.effectiveTime(), act.canonical(), recorded.afterGap(), act.storeLink());
        if (act.act() == ActRecord.Act.FORK) {
            turn.counters().passBranch(act.branch());
        }
        if (!recorded.idle()) {
            carryOut(turn, act);
        }
        ActTask.write(turn, recorded.seq(), act, link);
        return true;
    }

    @Override
    protected void committed(Boolean done) {
        outcome.accept(administration);
    }

    private void carryOut(Turn turn, ActRecord act) {
        switch (act.act()) {
            case FORK -> fork(turn, act);
            case DELETE_BRANCH -> deleteBranch(turn, act);
            case CREATE_SNAPSHOT -> createSnapshot(turn, act);
            case DELETE_SNAPSHOT -> deleteSnapshot(turn, act);
            case PRUNE -> {
                // What another store has forgotten need not be forgotten here.
            }
        }
    }

    private void fork(Turn turn, ActRecord act) {
        ActTask.requireFree(turn, act.name());
        BranchState parent = owner(act.parent(), act.seq());
        PointGuard.requireHeld(turn, parent, act.seq());
        PointGuard.requireKept(turn.overlay(), parent, act.seq());
        ContentHash link = ChangeEnds.linkAt(turn.overlay(), parent.lineage(), parent.id(), act.seq());
        BranchState made = ForkTask.make(
                turn,
                act.branch(),
                new BranchRecord(parent.id(), act.seq(), recorded.seq(), act.effectiveTime(), false, act.name()),
                parent.lineage(),
                link);
        outcome = administration -> administration.branches().add(made);
    }

    /** A branch that is not here was removed before the dump was made. */
    private void deleteBranch(Turn turn, ActRecord act) {
        BranchState branch = administration.branches().find(act.branch());
        if (branch == null) {
            return;
        }
        if (act.branch() == BranchId.MAIN.value()
                || turn.isDeleted(branch)
                || !branch.name().equals(act.name())) {
            throw wrong("It deletes a branch that cannot be deleted.");
        }
        DeleteBranchTask.delete(turn, branch);
        outcome = administration -> {
            branch.markDeleted();
            administration.branches().release(branch);
            administration.sweep(branch);
        };
    }

    private void createSnapshot(Turn turn, ActRecord act) {
        ActTask.requireFree(turn, act.name());
        BranchState branch = owner(act.branch(), act.seq());
        PointGuard.requireHeld(turn, branch, act.seq());
        PointGuard.requireKept(turn.overlay(), branch, act.seq());
        ChangeEnds.requireEnd(turn.overlay(), branch.lineage(), branch.id(), act.seq());
        byte[] key = ActTask.bytes(act.name());
        SnapshotRecord record = new SnapshotRecord(branch.id(), act.seq(), act.effectiveTime(), recorded.message());
        turn.overlay().put(Keyspaces.SNAPSHOTS, key, record.encode(key));
    }

    /** A snapshot that is not here was of a point that had been removed before the dump was made. */
    private void deleteSnapshot(Turn turn, ActRecord act) {
        ActTask.checkName(act.name());
        byte[] key = ActTask.bytes(act.name());
        byte[] value = turn.overlay().get(Keyspaces.SNAPSHOTS, key);
        if (value != null) {
            long branch = SnapshotRecord.decode(key, value).branch();
            turn.overlay().delete(Keyspaces.SNAPSHOTS, key);
            outcome = administration -> administration.sweepIfDeleted(branch);
        }
    }

    /** The branch that a point lies on itself. */
    private BranchState owner(long id, long seq) {
        BranchState branch = administration.branches().find(id);
        if (branch == null || branch.lineage().owner(seq) != 0) {
            throw wrong("It is about a point that is not there.");
        }
        return branch;
    }

    private InvalidDumpException wrong(String problem) {
        return new InvalidDumpException(
                problem + " act=" + recorded.act().act() + " name="
                        + recorded.act().name() + " sequence=" + recorded.seq(),
                null);
    }
}

package dev.ize.core.write;

import dev.ize.spi.Durability;
import dev.ize.spi.StorePosition;
import java.util.List;

/** Applies changes of one branch as another store has recorded them, all in one batch. */
final class RecordedChangesTask extends Task<Boolean> {
    /**
     * A change that fits a batch.
     *
     * @param operations its operations with their content made ready
     */
    record Whole(RecordedChange change, List<PendingOperation> operations) {}

    private final BranchState branch;
    private final StorePosition base;
    private final List<Whole> changes;

    /**
     * @param base where the store must be
     */
    RecordedChangesTask(BranchState branch, StorePosition base, List<Whole> changes) {
        super(Durability.BUFFERED, branch);
        this.branch = branch;
        this.base = base;
        this.changes = changes;
    }

    @Override
    protected Boolean prepare(Turn turn) {
        ChangeTask.requireLive(turn, branch);
        turn.counters().requireAt(base);
        for (Whole whole : changes) {
            apply(turn, whole);
        }
        return true;
    }

    private void apply(Turn turn, Whole whole) {
        BranchState.Head head = turn.head(branch);
        ChangeRun run =
                new ChangeRun(turn, branch, whole.change().closing().effectiveTime(), new Chain(head.link()), true);
        for (PendingOperation operation : whole.operations()) {
            OperationApplier.apply(run, operation);
            if (run.bytes() > Turn.MAX_BATCH_BYTES) {
                throw new TooLargeException();
            }
        }
        turn.moveHead(branch, run.closeAs(whole.change()));
    }
}

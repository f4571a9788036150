package dev.ize.core.verify;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;

/**
 * A branch as a verification found it at its start.
 *
 * @param lineage the branch and its ancestors
 * @param head seq up to which its records do not change: its newest closing record, or, where it is deleted, what forks
 *     and snapshots hold of it; 0 if there is none
 * @param stageStart seq from which on records are a stage's; {@link Long#MAX_VALUE} if there is no stage
 */
record BranchOutline(long id, BranchRecord record, Lineage lineage, long head, long stageStart) {
    boolean isFixed(long seq) {
        return seq <= head;
    }

    /** What pruning has left of it. */
    KeptPoints kept() {
        return lineage.floor(0).kept();
    }

    /** Whether a seq lies where the log was pruned. */
    boolean isPruned(long seq) {
        return !kept().hasOperation(seq);
    }
}

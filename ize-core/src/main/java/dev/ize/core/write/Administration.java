package dev.ize.core.write;

import dev.ize.spi.Durability;
import dev.ize.spi.Snapshot;
import dev.ize.spi.WriteRefusedException;
import java.util.List;

/**
 * Forks, snapshots and deletions, and the removal of records that these and abandoned stages leave behind. Failures
 * are those of the same calls of {@link dev.ize.spi.FileSystemStorage}.
 *
 * @param branches the branches of the store, kept up to date by what is done here
 * @param durability what an act survives when its call returns
 */
public record Administration(Writer writer, BranchRegistry branches, Durability durability) {
    /** Makes a branch at a point that is seen through another. */
    public BranchState fork(String name, BranchState viewed, long seq) {
        return writer.submit(new ForkTask(durability, name, viewed, seq, branches::add));
    }

    /** Deletes a branch and has its records swept. */
    public void delete(BranchState branch) {
        writer.submit(new DeleteBranchTask(durability, branch, deleted -> {
            branches.release(deleted);
            sweep(deleted);
        }));
    }

    /** Names a point that is seen through a branch. */
    public Snapshot createSnapshot(String name, BranchState viewed, long seq, String message) {
        return writer.submit(new SnapshotTask(durability, name, viewed, seq, message));
    }

    /** Forgets a snapshot; what only it held of a deleted branch is swept. */
    public void deleteSnapshot(String name) {
        writer.submit(new DeleteSnapshotTask(durability, name, this::sweepIfDeleted));
    }

    /**
     * Raises floors, durably and all at once.
     *
     * @throws WriteRefusedException if more points are to be kept than a batch takes; nothing has changed
     */
    public void raiseFloors(List<RaiseFloorsTask.Wanted> wanted) {
        try {
            writer.submit(new RaiseFloorsTask(wanted));
        } catch (TooLargeException e) {
            throw new WriteRefusedException(
                    "More points are to be kept than fit one batch; prune branch by branch, or keep fewer.", e);
        }
    }

    /** Makes everything durable that was written. */
    public void sync() {
        writer.submit(new SyncTask());
    }

    /**
     * Goes on with what an earlier process left: takes a stage back before its branch takes a change. Called before
     * the writer is started.
     *
     * @param start the first seq of the stage
     */
    public void takeBackStage(BranchState branch, long start) {
        Object owner = new Object();
        writer.hold(branch, owner);
        writer.addBackground(Unwinding.ofStage(writer, branch, start));
    }

    /** Has the records of a deleted branch removed that nothing holds; does not wait for that. */
    public void sweep(BranchState deleted) {
        writer.addBackground(Unwinding.ofDeleted(writer, deleted, this::sweepIfDeleted));
    }

    /** Goes on with a deleted branch that something has let go. */
    public void sweepIfDeleted(long branch) {
        BranchState state = branches.find(branch);
        if (state != null && state.isDeleted()) {
            sweep(state);
        }
    }

    /** An empty task that makes its group, and with it all before, durable. */
    private static final class SyncTask extends Task<Boolean> {
        SyncTask() {
            super(Durability.SYNC, null);
        }

        @Override
        protected Boolean prepare(Turn turn) {
            return true;
        }
    }
}

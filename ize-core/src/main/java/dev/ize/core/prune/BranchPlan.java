package dev.ize.core.prune;

import dev.ize.core.tree.KeptPoints;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.RaiseFloorsTask;
import dev.ize.spi.BranchId;
import dev.ize.spi.PruneReport.Kept;
import dev.ize.spi.PruneReport.PrunedBranch;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of one branch.
 *
 * @param branch the branch
 * @param deleted whether it has been deleted
 * @param newest its newest point, or the newest that is held of a deleted one; −1: all of it goes
 * @param ended whether nothing above the floor is to stay
 * @param floor the floor to be; empty: all stays, or all goes
 * @param kept the points below the floor that stay, newest first
 * @param changesKept number of changes from the floor on
 * @param changesRemoved number of changes that go
 */
record BranchPlan(
        BranchState branch,
        boolean deleted,
        long newest,
        boolean ended,
        Optional<Kept> floor,
        List<Kept> kept,
        long changesKept,
        long changesRemoved) {
    PrunedBranch report() {
        return new PrunedBranch(
                new BranchId(branch.id()), branch.name(), deleted, floor, kept, changesKept, changesRemoved);
    }

    /** Whether it asks for anything that is not so already. */
    boolean changesAnything() {
        KeptPoints now = branch.lineage().floor(0).kept();
        KeptPoints then = keptPoints();
        return now.floor() != then.floor()
                || now.isEnded() != then.isEnded()
                || !java.util.Arrays.equals(now.points(), then.points());
    }

    RaiseFloorsTask.Wanted wanted() {
        return new RaiseFloorsTask.Wanted(branch, deleted, newest, ended, floorSeq(), ascending());
    }

    /** What will be left, as far as a sweep needs to know. */
    KeptPoints keptPoints() {
        KeptPoints now = branch.lineage().floor(0).kept();
        if (floor.isEmpty() && !ended) {
            return now;
        }
        List<Long> points = ascending();
        List<java.time.Instant> untils = java.util.Collections.nCopies(points.size(), now.firstTime());
        return new KeptPoints(
                floorSeq(),
                ended,
                now.firstTime(),
                points.stream().mapToLong(Long::longValue).toArray(),
                untils);
    }

    private long floorSeq() {
        return floor.map(point -> point.point().sequence()).orElse(0L);
    }

    private List<Long> ascending() {
        return kept.stream().map(point -> point.point().sequence()).sorted().toList();
    }
}

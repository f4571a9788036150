package dev.ize.core.dump;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.write.BranchState;
import dev.ize.spi.BranchId;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What goes into a dump: up to where the store had come when it began, and of deleted branches what forks and
 * snapshots held then.
 *
 * <p>What is not held may go at any time, so it is left out even where it is still there; then acts that were about
 * it are idle: kept in the list of acts, and nothing else.
 */
public final class DumpPlan {
    private final StorePosition end;
    private final List<BranchState> branches;
    private final CountersRecord counters;

    /** The highest seq of each branch that is kept; no branch that is not kept at all. */
    private final Map<Long, Long> bounds = new HashMap<>();

    /**
     * @param counters the store's, up to date
     * @param branches all branches, with the heads that they had then
     * @param snapshots all snapshots
     */
    public DumpPlan(CountersRecord counters, List<BranchState> branches, List<Snapshot> snapshots) {
        this.counters = counters;
        this.end = new StorePosition(counters.linkSeq(), counters.storeLink());
        this.branches = new ArrayList<>(branches);
        // Children have higher ids than their parents, so that each is decided before what it holds.
        this.branches.sort(Comparator.comparingLong(BranchState::id).reversed());
        snapshots.forEach(snapshot ->
                hold(snapshot.point().branch().value(), snapshot.point().sequence()));
        for (BranchState branch : this.branches) {
            if (!branch.isDeleted()) {
                hold(branch.id(), branch.head().seq());
            }
            if (bounds.containsKey(branch.id()) && branch.description().parent() != 0) {
                hold(branch.description().parent(), branch.description().forkSeq());
            }
        }
    }

    private void hold(long branch, long seq) {
        bounds.merge(branch, seq, Math::max);
    }

    Instant createdAt() {
        return counters.createdAt();
    }

    CountersRecord counters() {
        return counters;
    }

    StorePosition end() {
        return end;
    }

    /** The branches that are kept, at least in part. */
    List<BranchState> kept() {
        return branches.stream()
                .filter(branch -> bounds.containsKey(branch.id()))
                .toList();
    }

    /** The highest seq that is kept of a branch. */
    long bound(BranchState branch) {
        return bounds.getOrDefault(branch.id(), -1L);
    }

    /**
     * Checks that all changes after a seq are there.
     *
     * @param keptOf what pruning has left of a branch
     * @throws PointPrunedException if some were pruned
     */
    void requireKept(long after, LongFunction<KeptPoints> keptOf) {
        BranchState highest = kept().stream()
                .max(Comparator.comparingLong(
                        branch -> keptOf.apply(branch.id()).floor()))
                .orElseThrow();
        long floor = keptOf.apply(highest.id()).floor();
        if (after < floor) {
            throw new PointPrunedException(
                    "Changes that would be in the dump were pruned; dump what came since the point above, for a store that"
                            + " has what came before, or copy or migrate the store. since=" + after,
                    Optional.empty(),
                    Optional.of(new Point(new BranchId(highest.id()), floor)));
        }
    }

    /** Whether a removal may explain that the store's chain cannot be computed. */
    boolean mayHaveGaps() {
        return branches.stream().filter(branch -> !branch.isDeleted()).count() < counters.nextBranch() - 1;
    }

    /** Whether what an act was about is not kept. */
    boolean isIdle(ActRecord act) {
        return switch (act.act()) {
            case FORK -> !bounds.containsKey(act.branch());
            case CREATE_SNAPSHOT -> bounds.getOrDefault(act.branch(), -1L) < act.seq();
            case DELETE_BRANCH, DELETE_SNAPSHOT -> false;
            case PRUNE -> true;
        };
    }
}

package dev.ize.spi;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a pruning keeps and removes, or would.
 *
 * @param branches the branches that it looked at, in the order of their ids
 * @param operations number of operations that leave the log
 * @param versions number of versions of nodes, entries, names and attributes that go
 * @param bytes roughly the bytes of their records. Content is not in it: it goes by a later {@link
 *     FileSystemStorage#collect}
 */
public record PruneReport(List<PrunedBranch> branches, long operations, long versions, long bytes) {
    /** Why a point stays. */
    public enum Reason {
        /** It is the branch's newest. */
        NEWEST,
        LAST,
        WITHIN,
        DAILY,
        WEEKLY,
        MONTHLY,
        /** A snapshot names it. */
        SNAPSHOT,
        /** A branch was forked there. */
        FORK
    }

    /**
     * A point that stays.
     *
     * @param effectiveTime of its change; empty before the first
     */
    public record Kept(Point point, Optional<Instant> effectiveTime, Set<Reason> reasons) {
        public Kept {
            Objects.requireNonNull(point, "point");
            Objects.requireNonNull(effectiveTime, "effectiveTime");
            reasons = reasons.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(reasons));
        }
    }

    /**
     * A branch.
     *
     * @param name its name, the former one if it was deleted
     * @param deleted whether it was deleted and is still held by forks or snapshots, or waits to be removed
     * @param floor the point from which on every point stays; empty: nothing was ever pruned of the branch, or all of a
     *     deleted one goes
     * @param kept the points below the floor that stay, newest first
     * @param changesKept number of changes from the floor on, with that of the floor
     * @param changesRemoved number of changes that go, with those of which the end alone stays
     */
    public record PrunedBranch(
            BranchId id,
            String name,
            boolean deleted,
            Optional<Kept> floor,
            List<Kept> kept,
            long changesKept,
            long changesRemoved) {
        public PrunedBranch {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(floor, "floor");
            kept = List.copyOf(kept);
        }
    }

    public PruneReport {
        branches = List.copyOf(branches);
    }
}

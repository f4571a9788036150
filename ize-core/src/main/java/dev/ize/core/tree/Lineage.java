package dev.ize.core.tree;

import dev.ize.spi.BranchId;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A branch and its ancestors, each with the newest seq that the branch sees of it.
 *
 * <p>Nearest first, which is also descending by id, since a fork's id is greater than its parent's. Immutable but for the
 * floors, which lineages with a branch in common share.
 */
public final class Lineage {
    private final long[] branches;
    private final long[] bounds;
    private final long[] bases;
    private final Floor[] floors;

    private Lineage(long[] branches, long[] bounds, long[] bases, Floor[] floors) {
        this.branches = branches;
        this.bounds = bounds;
        this.bases = bases;
        this.floors = floors;
    }

    /** The lineage of a branch that was not forked. */
    public static Lineage ofRoot(long branch) {
        return new Lineage(new long[] {branch}, new long[] {Long.MAX_VALUE}, new long[] {0}, new Floor[] {new Floor()});
    }

    /**
     * The lineage of a fork of this branch.
     *
     * @param forkSeq the fork point, owned by this branch itself: see {@link #owner}
     * @param baseSeq seq of the act that makes the fork
     */
    public Lineage fork(long child, long forkSeq, long baseSeq) {
        int size = branches.length + 1;
        long[] childBranches = new long[size];
        long[] childBounds = new long[size];
        long[] childBases = new long[size];
        System.arraycopy(branches, 0, childBranches, 1, size - 1);
        System.arraycopy(bounds, 0, childBounds, 1, size - 1);
        System.arraycopy(bases, 0, childBases, 1, size - 1);
        Floor[] childFloors = new Floor[size];
        System.arraycopy(floors, 0, childFloors, 1, size - 1);
        childFloors[0] = new Floor();
        childBranches[0] = child;
        childBounds[0] = Long.MAX_VALUE;
        childBounds[1] = forkSeq;
        childBases[0] = baseSeq;
        return new Lineage(childBranches, childBounds, childBases, childFloors);
    }

    /** Number of branches, at least 1. */
    public int size() {
        return branches.length;
    }

    /** The branch itself at 0, then its parent, and so on. */
    public long branch(int index) {
        return branches[index];
    }

    /** The newest seq of a member that a view at a seq sees. */
    public long bound(int index, long view) {
        return Math.min(bounds[index], view);
    }

    /** A member's own records have seqs above this. */
    public long base(int index) {
        return bases[index];
    }

    /** The floor of a member, shared with all lineages that it is in. */
    public Floor floor(int index) {
        return floors[index];
    }

    /**
     * The seq up to which operations that a view sees were pruned: those above it are all there, in every member. 0: none
     * was.
     */
    public long prunedUpTo(long view) {
        for (int i = 0; i < branches.length; i++) {
            KeptPoints kept = floors[i].kept();
            if (kept.isPruned() && bound(i, view) > bases[i]) {
                return Math.min(kept.floor(), bound(i, view));
            }
        }
        return 0;
    }

    /** Whether a seq up to a head can be one of the lineage's own. */
    public boolean mayHave(long head, long seq) {
        int owner = owner(seq);
        return seq <= head && seq > bases[owner] && seq <= bounds[owner];
    }

    /** Whether pruning has left the operation with a seq. */
    public boolean hasOperation(long seq) {
        return floors[owner(seq)].kept().hasOperation(seq);
    }

    /**
     * Checks that pruning has left a point. What is read must come from an engine snapshot that was opened before: a
     * floor is raised here before anything below it goes, so that such a snapshot has all that the point shows.
     *
     * @param viewed the branch through which it is seen, for the message
     * @throws PointPrunedException if it went
     */
    public void requireKept(long viewed, long seq) {
        int owner = owner(seq);
        KeptPoints kept = floors[owner].kept();
        if (!kept.contains(seq)) {
            throw pruned(
                    kept,
                    owner,
                    viewed,
                    seq,
                    "The point was pruned; use one that was kept. point=" + new Point(new BranchId(viewed), seq));
        }
    }

    /** A failure about a member's pruned part, with the points around a seq that were kept. */
    PointPrunedException pruned(KeptPoints kept, int index, long viewed, long seq, String problem) {
        OptionalLong below = kept.lastBelow(seq);
        if (below.isEmpty() && index + 1 < branches.length) {
            below = OptionalLong.of(bounds[index + 1]);
        }
        return new PointPrunedException(problem, point(viewed, below), point(viewed, kept.firstAtOrAbove(seq)));
    }

    private static Optional<Point> point(long viewed, OptionalLong seq) {
        return seq.isEmpty() ? Optional.empty() : Optional.of(new Point(new BranchId(viewed), seq.getAsLong()));
    }

    /** The index of a branch, or −1 if it is no member. */
    public int indexOf(long branch) {
        int index = firstAtOrBelow(branch);
        return index < branches.length && branches[index] == branch ? index : -1;
    }

    /** The index of the first member with an id at or below the given one; {@link #size()} if there is none. */
    public int firstAtOrBelow(long branch) {
        int low = 0;
        int high = branches.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (branches[middle] > branch) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The index of the member whose own records hold a seq, provided that any do; for 0, and for a fork point,
     * that of the branch on which it lies.
     */
    public int owner(long seq) {
        for (int i = 0; i < branches.length; i++) {
            if (seq > bases[i] && seq <= bounds[i]) {
                return i;
            }
        }
        int index = branches.length - 1;
        while (index > 0 && bounds[index] < seq) {
            index--;
        }
        return index;
    }

    /** The lineage of the member at an index, as it sees itself: without the bound up to which this branch sees it. */
    public Lineage ancestor(int index) {
        long[] ancestorBounds = Arrays.copyOfRange(bounds, index, bounds.length);
        ancestorBounds[0] = Long.MAX_VALUE;
        return new Lineage(
                Arrays.copyOfRange(branches, index, branches.length),
                ancestorBounds,
                Arrays.copyOfRange(bases, index, bases.length),
                Arrays.copyOfRange(floors, index, floors.length));
    }
}

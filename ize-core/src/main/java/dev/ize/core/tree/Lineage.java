package dev.ize.core.tree;

import java.util.Arrays;

/**
 * A branch and its ancestors, each with the newest seq that the branch sees of it.
 *
 * <p>Nearest first, which is also descending by id, since a fork's id is greater than its parent's. Immutable.
 */
public final class Lineage {
    private final long[] branches;
    private final long[] bounds;
    private final long[] bases;

    private Lineage(long[] branches, long[] bounds, long[] bases) {
        this.branches = branches;
        this.bounds = bounds;
        this.bases = bases;
    }

    /** The lineage of a branch that was not forked. */
    public static Lineage ofRoot(long branch) {
        return new Lineage(new long[] {branch}, new long[] {Long.MAX_VALUE}, new long[] {0});
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
        childBranches[0] = child;
        childBounds[0] = Long.MAX_VALUE;
        childBounds[1] = forkSeq;
        childBases[0] = baseSeq;
        return new Lineage(childBranches, childBounds, childBases);
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
                Arrays.copyOfRange(bases, index, bases.length));
    }
}

package dev.ize.spi;

/**
 * The identity of a branch; a name may be given to another branch after a deletion, an id never is.
 *
 * @param value a positive number; 1 is the main branch; a fork's is greater than its parent's
 */
public record BranchId(long value) implements Comparable<BranchId> {
    /** The branch that every store starts with. */
    public static final BranchId MAIN = new BranchId(1);

    public BranchId {
        if (value <= 0) {
            throw new IllegalArgumentException("branch id must be positive: " + value);
        }
    }

    @Override
    public int compareTo(BranchId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

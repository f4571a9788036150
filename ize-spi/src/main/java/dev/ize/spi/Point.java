package dev.ize.spi;

/**
 * A place in the history of a branch: all operations of the branch's lineage up to a sequence number.
 *
 * @param branch the branch through which the tree is seen
 * @param sequence the number of the last operation or closing record that is seen; 0: nothing, an empty root
 */
public record Point(BranchId branch, long sequence) {
    public Point {
        java.util.Objects.requireNonNull(branch, "branch");
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must not be negative: " + sequence);
        }
    }

    @Override
    public String toString() {
        return branch + ":@" + sequence;
    }
}

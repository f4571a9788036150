package dev.ize.spi;

/**
 * The identity of a file, directory or symlink: it never changes and is never given to another, whatever
 * the node is renamed to and however its content changes.
 *
 * @param value a positive number; 1 is the root directory
 */
public record NodeId(long value) implements Comparable<NodeId> {
    /** The root directory of every branch. */
    public static final NodeId ROOT = new NodeId(1);

    public NodeId {
        if (value <= 0) {
            throw new IllegalArgumentException("node id must be positive: " + value);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

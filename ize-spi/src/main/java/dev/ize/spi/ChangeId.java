package dev.ize.spi;

/**
 * The number of a change: the sequence number of its closing record, which is that of its last operation or,
 * for a staged change, one of its own.
 *
 * @param value a positive number
 */
public record ChangeId(long value) implements Comparable<ChangeId> {
    public ChangeId {
        if (value <= 0) {
            throw new IllegalArgumentException("change id must be positive: " + value);
        }
    }

    @Override
    public int compareTo(ChangeId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "@" + value;
    }
}

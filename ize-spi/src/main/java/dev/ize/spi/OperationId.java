package dev.ize.spi;

/**
 * The number of an operation: unique in the store and strictly increasing, over all branches.
 *
 * @param value a positive number
 */
public record OperationId(long value) implements Comparable<OperationId> {
    public OperationId {
        if (value <= 0) {
            throw new IllegalArgumentException("operation id must be positive: " + value);
        }
    }

    @Override
    public int compareTo(OperationId other) {
        return Long.compare(value, other.value);
    }

    /** The form in which the command takes and prints it: {@code @1234}. */
    @Override
    public String toString() {
        return "@" + value;
    }
}

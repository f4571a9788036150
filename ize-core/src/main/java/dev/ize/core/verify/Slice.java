package dev.ize.core.verify;

/**
 * The time for which one engine snapshot is kept: a long one keeps an engine from using pages again and, with some,
 * from growing.
 */
final class Slice {
    private static final long NANOS = 100_000_000;
    private static final int RECORDS = 4096;

    private final long end = System.nanoTime() + NANOS;
    private int records;

    /** Counts a record; false: it was the last. */
    boolean goesOn() {
        return ++records < RECORDS && System.nanoTime() - end < 0;
    }
}

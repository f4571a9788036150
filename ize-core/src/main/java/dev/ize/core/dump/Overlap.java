package dev.ize.core.dump;

import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.StorePosition;

/**
 * How a dump and a store lie to each other: what the store has already is skipped, up to the change or act at which
 * it is, and that must be in the dump. For one thread.
 */
final class Overlap {
    private final StorePosition base;
    private final StorePosition start;
    private boolean skipping;

    /** Whether what comes after the change at work is new. */
    private boolean lastToSkip;

    private long operationsLeft;
    private long newest;

    private Overlap(StorePosition base, StorePosition start) {
        this.base = base;
        this.start = start;
        this.skipping = !start.equals(base);
        this.newest = base.sequence();
    }

    /**
     * Compares a dump's beginning with where a store is.
     *
     * @throws DumpMismatchException if the store has not come as far as the dump's base, or another way
     */
    static Overlap of(DumpBegin begin, StorePosition start) {
        StorePosition base = begin.base();
        if (start.sequence() < base.sequence()) {
            throw new DumpMismatchException(
                    "The store has not got what the dump is based on; load the dumps before it first.", base, start);
        }
        if (start.sequence() == base.sequence() && !start.equals(base)) {
            throw new DumpMismatchException("The store has gone another way than the one dumped.", base, start);
        }
        return new Overlap(base, start);
    }

    boolean isSkipping() {
        return skipping;
    }

    boolean isInsideChange() {
        return operationsLeft > 0;
    }

    /** Number of the newest change or act that was read. */
    long newest() {
        return newest;
    }

    /** Reads the beginning of a change. */
    void beginChange(StorePosition position, long operations) {
        operationsLeft = operations;
        pass(position);
    }

    /** Reads an operation of the change. */
    void passOperation() {
        operationsLeft--;
        if (operationsLeft == 0) {
            endItem();
        }
    }

    /** Reads an act; true if the store has it. */
    boolean passAct(StorePosition position) {
        pass(position);
        boolean skipped = skipping;
        endItem();
        return skipped;
    }

    private void pass(StorePosition position) {
        newest = Math.max(newest, position.sequence());
        if (!skipping || position.sequence() < start.sequence()) {
            return;
        }
        if (!position.equals(start)) {
            throw new DumpMismatchException(
                    "The store has changes that are not in the dump; load into the store that the dumps before were"
                            + " loaded into, or into a new one.",
                    base,
                    start);
        }
        lastToSkip = true;
    }

    private void endItem() {
        if (lastToSkip) {
            skipping = false;
            lastToSkip = false;
        }
    }

    /** At the end of a dump that the store is past: checks that it has come by there. */
    boolean requirePassed(StorePosition end, OwnPositions own) {
        if (!own.contains(end)) {
            throw new DumpMismatchException("The store has gone another way than the one dumped.", end, start);
        }
        return true;
    }
}

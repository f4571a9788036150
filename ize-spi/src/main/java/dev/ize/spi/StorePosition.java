package dev.ize.spi;

import java.util.Objects;

/**
 * A place in the order of all that a store has done: the number of a change or administrative act, and the store's
 * chain there.
 *
 * <p>Two stores at equal positions have the same history up to there.
 *
 * @param sequence the number of the change or act; 0 before the first
 * @param link the store's chain after it; 32 zero bytes before the first
 */
public record StorePosition(long sequence, ContentHash link) {
    /** Before the first change. */
    public static final StorePosition START = new StorePosition(0, ContentHash.of(new byte[ContentHash.BYTES]));

    public StorePosition {
        Objects.requireNonNull(link, "link");
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must not be negative: " + sequence);
        }
    }

    @Override
    public String toString() {
        return "@" + sequence + "/" + link.toString().substring(0, 12);
    }
}

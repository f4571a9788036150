package dev.ize.core.content;

import java.util.HashMap;
import java.util.Map;

/**
 * A set of stored objects by their ids: one bit each, in blocks of 4,096, so that ten million take 1.5 MB where ids are
 * close together, and a forged one far away takes a block. For one thread.
 */
public final class ObjectSet {
    private static final int BLOCK_BITS = 12;
    private static final int MASK = (1 << BLOCK_BITS) - 1;

    private final Map<Long, long[]> blocks = new HashMap<>();

    /** Adds an id; false if it was there. */
    public boolean add(long id) {
        long[] block = blocks.computeIfAbsent(id >>> BLOCK_BITS, absent -> new long[(1 << BLOCK_BITS) / Long.SIZE]);
        int bit = (int) id & MASK;
        long before = block[bit >>> 6];
        block[bit >>> 6] = before | 1L << bit;
        return block[bit >>> 6] != before;
    }

    /** Whether an id was added. */
    public boolean contains(long id) {
        long[] block = blocks.get(id >>> BLOCK_BITS);
        int bit = (int) id & MASK;
        return block != null && (block[bit >>> 6] & 1L << bit) != 0;
    }
}

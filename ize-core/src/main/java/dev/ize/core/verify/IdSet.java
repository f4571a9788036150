package dev.ize.core.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of ids that were given out one after the other: a bit each. */
final class IdSet {
    private static final int PAGE_BITS = 1 << 20;

    private final List<long @Nullable []> pages = new ArrayList<>();

    /** Adds an id that is not negative; false if it was there. */
    boolean add(long id) {
        int page = Math.toIntExact(id / PAGE_BITS);
        while (pages.size() <= page) {
            pages.add(null);
        }
        long[] bits = pages.get(page);
        if (bits == null) {
            bits = new long[PAGE_BITS / Long.SIZE];
            pages.set(page, bits);
        }
        int word = (int) (id % PAGE_BITS) / Long.SIZE;
        boolean isNew = (bits[word] & (1L << id)) == 0;
        bits[word] |= 1L << id;
        return isNew;
    }

    boolean contains(long id) {
        long page = id / PAGE_BITS;
        if (id < 0 || page >= pages.size()) {
            return false;
        }
        long[] bits = pages.get((int) page);
        return bits != null && (bits[(int) (id % PAGE_BITS) / Long.SIZE] & (1L << id)) != 0;
    }
}

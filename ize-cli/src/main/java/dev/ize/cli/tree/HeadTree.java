package dev.ize.cli.tree;

import dev.ize.spi.Entry;
import dev.ize.spi.StorePath;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A view's tree in the order of paths, its entries numbered.
 *
 * <p>A view never changes, so that an entry has the same number in every walk: a set of entries is a set of
 * bits.
 */
final class HeadTree {
    private final Iterator<Entry> entries;
    private int taken;
    private @Nullable Numbered next;

    /**
     * An entry and its place in the walk, from 0.
     *
     * @param number its place
     * @param entry what it is
     */
    record Numbered(int number, Entry entry) {
        StorePath path() {
            return entry.path();
        }
    }

    /**
     * @param entries those of a walk through the whole view
     */
    HeadTree(Iterator<Entry> entries) {
        this.entries = entries;
    }

    /** The next entry, which stays; null after the last. */
    @Nullable
    Numbered peek() {
        if (next == null && entries.hasNext()) {
            next = new Numbered(taken, entries.next());
            taken = Math.addExact(taken, 1);
        }
        return next;
    }

    /** Goes on to the entry after the one that {@link #peek} shows. */
    void advance() {
        next = null;
    }
}

package dev.ize.core.tree;

import dev.ize.spi.ChangeDescription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Descriptions of changes that were read lately: a history meets the same changes file after file, and the end of a
 * change, which describes it, takes a search in the log. What a change was never alters, and neither numbers of
 * branches nor those of operations are given twice. Any number of threads.
 */
public final class ChangeDescriptions {
    /** Of some 400 bytes each; more than the releases of most projects. */
    private static final int MAX_DESCRIPTIONS = 4_096;

    /** In UTF-16 units: a change with more to say is read each time. */
    private static final int MAX_TEXT = 1_024;

    private record Key(long branch, long start) {}

    private final Map<Key, ChangeDescription> known = new ConcurrentHashMap<>();

    /**
     * The description of a change.
     *
     * @param branch the branch in whose log it is
     * @param start the number at which it began, as its records say
     * @param read reads the description, where it is not known
     */
    ChangeDescription find(long branch, long start, Supplier<ChangeDescription> read) {
        Key key = new Key(branch, start);
        ChangeDescription there = known.get(key);
        if (there != null) {
            return there;
        }
        ChangeDescription description = read.get();
        int text = description.author().length()
                + description.message().length()
                + description.session().length();
        if (text <= MAX_TEXT) {
            if (known.size() >= MAX_DESCRIPTIONS) {
                known.clear();
            }
            known.put(key, description);
        }
        return description;
    }
}

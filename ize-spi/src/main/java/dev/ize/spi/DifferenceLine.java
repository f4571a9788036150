package dev.ize.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One line of a difference between two views, about one entry.
 *
 * @param kind what became of the entry; where it was renamed and modified too, {@code RENAMED}
 * @param before where and what it was; empty if it was added
 * @param after where and what it is; empty if it was removed
 * @param aspects what differs besides the path; empty for a pure addition, removal or rename
 */
public record DifferenceLine(Kind kind, Optional<Entry> before, Optional<Entry> after, Set<Aspect> aspects) {
    /** What became of an entry. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Same path: the node's content or attributes differ, or another node has taken the path. */
        MODIFIED,
        /** Same node, another path. A renamed directory is one line; what is in it is none. */
        RENAMED
    }

    /** What can differ between two states of an entry. */
    public enum Aspect {
        CONTENT,
        ATTRIBUTES,
        EXTENDED_ATTRIBUTES,
        /** A file became a directory, or the like. */
        NODE_KIND
    }

    public DifferenceLine {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        aspects = Set.copyOf(aspects);
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("A line needs a state before or after");
        }
    }

    /** The path by which the line sorts: that after, or before if it was removed. */
    public StorePath path() {
        return after.or(() -> before).orElseThrow().path();
    }
}

package dev.ize.cli.releases;

import dev.ize.spi.StorePath;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the naive model says of two trees.
 *
 * @param added paths that only the later one has
 * @param removed paths that only the earlier one has
 * @param modified paths of both that hold something else, or the same with other attributes
 */
record TreeDifference(Set<StorePath> added, Set<StorePath> removed, Set<StorePath> modified) {
    static final TreeDifference NONE = new TreeDifference(Set.of(), Set.of(), Set.of());

    static TreeDifference between(LocalTree before, LocalTree after) {
        Set<StorePath> added = new TreeSet<>(after.nodes().keySet());
        added.removeAll(before.nodes().keySet());
        Set<StorePath> removed = new TreeSet<>(before.nodes().keySet());
        removed.removeAll(after.nodes().keySet());
        Set<StorePath> modified = new TreeSet<>();
        before.nodes().forEach((path, node) -> {
            LocalNode now = after.nodes().get(path);
            if (now != null && !now.equals(node)) {
                modified.add(path);
            }
        });
        return new TreeDifference(added, removed, modified);
    }
}

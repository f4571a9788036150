package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares a difference that a storage tells with two trees of the naive model, which knows no renames. */
final class ModelDifference {
    private final LocalTree before;
    private final LocalTree after;
    private final TreeDifference expected;

    ModelDifference(LocalTree before, LocalTree after) {
        this.before = before;
        this.after = after;
        this.expected = TreeDifference.between(before, after);
    }

    /**
     * A rename counts as the removal of one path and the addition of another.
     *
     * @param neighbours whether one change leads from one tree to the other: then every file that is gone and
     *     whose content has come elsewhere was renamed, and no other
     */
    void check(List<DifferenceLine> lines, boolean neighbours) {
        Set<StorePath> added = new TreeSet<>();
        Set<StorePath> removed = new TreeSet<>();
        Set<StorePath> modified = new TreeSet<>();
        Map<ContentHash, Integer> renames = new HashMap<>();
        for (DifferenceLine line : lines) {
            switch (line.kind()) {
                case ADDED -> added.add(line.path());
                case REMOVED -> removed.add(line.path());
                case MODIFIED -> modified.add(line.path());
                case RENAMED -> {
                    StorePath from = line.before().map(Entry::path).orElseThrow();
                    removed.add(from);
                    added.add(line.path());
                    renames.merge(before.nodes().get(from).hash(), 1, Integer::sum);
                    if (neighbours) {
                        assertThat(after.nodes().get(line.path()).hash())
                                .isEqualTo(before.nodes().get(from).hash());
                    }
                }
            }
        }
        assertThat(new TreeDifference(added, removed, modified)).isEqualTo(expected);
        if (neighbours) {
            assertThat(renames).isEqualTo(expectedRenames());
        }
    }

    private Map<ContentHash, Integer> expectedRenames() {
        Map<ContentHash, Integer> gone = contents(before, expected.removed());
        Map<ContentHash, Integer> came = contents(after, expected.added());
        gone.keySet().retainAll(came.keySet());
        gone.replaceAll((hash, count) -> Math.min(count, came.get(hash)));
        return gone;
    }

    /** How many files have each content; empty ones say nothing. */
    private static Map<ContentHash, Integer> contents(LocalTree tree, Set<StorePath> paths) {
        Map<ContentHash, Integer> counts = new HashMap<>();
        for (StorePath path : paths) {
            LocalNode node = tree.nodes().get(path);
            if (node.kind() == NodeKind.FILE && node.size() > 0) {
                counts.merge(node.hash(), 1, Integer::sum);
            }
        }
        return counts;
    }
}

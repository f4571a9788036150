package dev.ize.core.tree;

import dev.ize.core.format.NodeRecord;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.StorePath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side of a difference: a tree whose nodes are asked for one after the other, each several times, and is read once. For
 * one thread.
 */
final class ComparedTree {
    private final TreeReader tree;
    private final DirectoryPaths paths;
    private long lastNode = -1;
    private @Nullable NodeRecord lastRecord;

    ComparedTree(TreeReader tree) {
        this.tree = tree;
        this.paths = new DirectoryPaths(tree);
    }

    /** An entry by its directory and name; for the root both are nothing. */
    record Spot(long parent, Optional<Name> name) {}

    TreeReader tree() {
        return tree;
    }

    /** The entries that lead to a node, in the order of their paths; none if it does not live. */
    List<Spot> spots(long node) {
        if (node == NodeId.ROOT.value()) {
            return List.of(new Spot(0, Optional.empty()));
        }
        NodeRecord record = find(node);
        if (record == null) {
            return List.of();
        }
        return tree.links(node, record.links()).stream()
                .map(link -> new Spot(link.parent(), Optional.of(link.name())))
                .sorted(Comparator.comparing(this::path))
                .toList();
    }

    /** What is at an entry that leads to a node. */
    Entry entry(Spot spot, long node) {
        return new Entry(path(spot), TreeReader.value(node, node(node)));
    }

    StorePath path(Spot spot) {
        return spot.name().isEmpty()
                ? StorePath.ROOT
                : paths.of(spot.parent()).resolve(spot.name().get());
    }

    /** The record of a node that lives. */
    NodeRecord node(long node) {
        NodeRecord record = find(node);
        // Asked once more for its failure.
        return record == null ? tree.node(node) : record;
    }

    private @Nullable NodeRecord find(long node) {
        if (node != lastNode) {
            lastRecord = tree.findNode(node);
            lastNode = node;
        }
        return lastRecord;
    }
}

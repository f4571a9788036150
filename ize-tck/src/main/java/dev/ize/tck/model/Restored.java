package dev.ize.tck.model;

import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What a tree becomes when a path is brought back to what a source was. */
final class Restored {
    private final ModelTree tree;
    private final StorePath path;
    private final ModelTree sourceTree;
    private final StorePath source;

    Restored(ModelTree tree, StorePath path, ModelTree sourceTree, StorePath source) {
        this.tree = tree;
        this.path = path;
        this.sourceTree = sourceTree;
        this.source = source;
    }

    ModelTree tree(LongSupplier newIds) {
        Optional<ModelNode> top = sourceTree.find(source);
        if (top.isEmpty()) {
            return tree.find(path).isPresent() ? tree.unlink(path) : tree;
        }
        Map<Long, Long> ids = identities(newIds);
        ModelTree result = tree;
        for (ModelNode node : sourceTree.walk(source).values()) {
            result = result.with(renumbered(node, ids));
        }
        return path.isRoot()
                ? result.swept()
                : result.link(path, number(ids, top.get().id())).swept();
    }

    /** A node that is still at its path keeps its number; every other one gets a new number. */
    private Map<Long, Long> identities(LongSupplier newIds) {
        Map<Long, Long> ids = new HashMap<>();
        SortedMap<StorePath, ModelNode> nodes = sourceTree.walk(source);
        nodes.forEach((at, node) -> {
            if (stillThere(at)) {
                ids.put(node.id(), node.id());
            }
        });
        nodes.values().forEach(node -> ids.computeIfAbsent(node.id(), it -> newIds.getAsLong()));
        return ids;
    }

    /** Whether the node, and each directory between it and the restored path, is where it was in the source. */
    private boolean stillThere(StorePath at) {
        List<Name> below = at.names().subList(source.names().size(), at.names().size());
        for (int depth = 0; depth <= below.size(); depth++) {
            Optional<ModelNode> now = tree.find(join(path, below.subList(0, depth)));
            Optional<ModelNode> then = sourceTree.find(join(source, below.subList(0, depth)));
            if (now.isEmpty() || now.get().id() != then.orElseThrow().id()) {
                return false;
            }
        }
        return true;
    }

    private static StorePath join(StorePath directory, List<Name> below) {
        List<Name> names = new ArrayList<>(directory.names());
        names.addAll(below);
        return StorePath.of(names);
    }

    private static ModelNode renumbered(ModelNode node, Map<Long, Long> ids) {
        SortedMap<Name, Long> entries = new TreeMap<>();
        node.entries().forEach((name, child) -> entries.put(name, number(ids, child)));
        return node.withId(number(ids, node.id())).withEntries(entries);
    }

    private static long number(Map<Long, Long> ids, long source) {
        return Objects.requireNonNull(ids.get(source));
    }
}

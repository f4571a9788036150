package dev.ize.tck.model;

import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One state of the model's tree. It never changes: every step copies it. */
final class ModelTree {
    /** The model's number of the root directory. */
    static final long ROOT = 1;

    private final Map<Long, ModelNode> nodes;

    /** Made by the first walk; the one thing that is not computed anew at every question. */
    private @Nullable SortedMap<StorePath, ModelNode> walked;

    private ModelTree(Map<Long, ModelNode> nodes) {
        this.nodes = nodes;
    }

    /** Where a path leads: to a node, or nowhere for a reason. */
    record Resolution(Optional<ModelNode> node, Optional<Reason> problem) {}

    /** The tree of a store that was made at a time: a root directory of mode 0755. */
    static ModelTree madeAt(Instant time) {
        return new ModelTree(Map.of(ROOT, ModelNode.directory(ROOT, ModelNode.attributesAt(0755, time))));
    }

    boolean contains(long node) {
        return nodes.containsKey(node);
    }

    ModelNode node(long node) {
        return Objects.requireNonNull(nodes.get(node), () -> "The model has no node " + node);
    }

    Resolution resolve(StorePath path) {
        ModelNode at = node(ROOT);
        for (Name name : path.names()) {
            if (!at.isDirectory()) {
                return new Resolution(Optional.empty(), Optional.of(Reason.NOT_A_DIRECTORY));
            }
            Long next = at.entries().get(name);
            if (next == null) {
                return new Resolution(Optional.empty(), Optional.of(Reason.NOT_FOUND));
            }
            at = node(next);
        }
        return new Resolution(Optional.of(at), Optional.empty());
    }

    Optional<ModelNode> find(StorePath path) {
        return resolve(path).node();
    }

    /** What is at a path that is known to exist. */
    ModelNode at(StorePath path) {
        return find(path).orElseThrow(() -> new IllegalStateException("The model has nothing at " + path));
    }

    /** Every path of the tree and what is there, in the order of paths. */
    SortedMap<StorePath, ModelNode> walk() {
        SortedMap<StorePath, ModelNode> paths = walked;
        if (paths == null) {
            paths = new TreeMap<>();
            walk(StorePath.ROOT, node(ROOT), paths);
            paths = Collections.unmodifiableSortedMap(paths);
            walked = paths;
        }
        return paths;
    }

    private void walk(StorePath path, ModelNode node, SortedMap<StorePath, ModelNode> found) {
        found.put(path, node);
        node.entries().forEach((name, child) -> walk(path.resolve(name), node(child), found));
    }

    /** The path and all below it, if it exists. */
    SortedMap<StorePath, ModelNode> walk(StorePath path) {
        SortedMap<StorePath, ModelNode> found = new TreeMap<>();
        find(path).ifPresent(node -> walk(path, node, found));
        return found;
    }

    /** All paths of a node, in order. */
    List<StorePath> paths(long node) {
        List<StorePath> paths = new ArrayList<>();
        walk().forEach((path, at) -> {
            if (at.id() == node) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** How many entries lead to a file or symlink. */
    int links(long node) {
        return paths(node).size();
    }

    /** This tree with one node added or exchanged for a state of the same number. */
    ModelTree with(ModelNode node) {
        Map<Long, ModelNode> changed = new TreeMap<>(nodes);
        changed.put(node.id(), node);
        return new ModelTree(changed);
    }

    /** This tree with an entry that leads to a node. */
    ModelTree link(StorePath path, long node) {
        return with(parent(path).withEntry(lastName(path), node));
    }

    /** This tree without an entry; the node goes with its last one, and a directory's content with it. */
    ModelTree unlink(StorePath path) {
        return withoutEntry(path).swept();
    }

    /** This tree without an entry, whose node stays even if nothing leads to it. */
    ModelTree withoutEntry(StorePath path) {
        return with(parent(path).withoutEntry(lastName(path)));
    }

    /** This tree without the nodes that no path leads to. */
    ModelTree swept() {
        Map<Long, ModelNode> reached = new TreeMap<>();
        walk().values().forEach(node -> reached.put(node.id(), node));
        return new ModelTree(reached);
    }

    private ModelNode parent(StorePath path) {
        return at(path.parent().orElseThrow());
    }

    private static Name lastName(StorePath path) {
        return path.name().orElseThrow();
    }
}

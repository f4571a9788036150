package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.DifferenceLine.Aspect;
import dev.ize.spi.DifferenceLine.Kind;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two trees of a store. For one thread.
 *
 * <p>The nodes to look at are those that operations touched on either lineage since the last point that both
 * have; where those operations are more than the nodes that were ever made, both trees are walked instead.
 */
public final class DifferenceReader {
    private final ComparedTree before;
    private final ComparedTree after;
    private final StorePath prefix;
    private final List<DifferenceLine> lines = new ArrayList<>();
    private final Map<StorePath, Entry> removed = new LinkedHashMap<>();
    private final Map<StorePath, Entry> added = new LinkedHashMap<>();

    /** Compares two trees that are read from one engine snapshot. */
    public DifferenceReader(TreeReader before, TreeReader after, StorePath prefix) {
        this.before = new ComparedTree(before);
        this.after = new ComparedTree(after);
        this.prefix = prefix;
    }

    /** The lines of {@link dev.ize.spi.FileSystemStorage#difference}, in its order. To be called once. */
    public List<DifferenceLine> read() {
        for (long node : candidates()) {
            compare(node);
        }
        pairByPath();
        lines.removeIf(line -> !belongs(line));
        lines.sort(Comparator.comparing(DifferenceLine::path)
                .thenComparing(line -> line.before().map(Entry::path).orElse(StorePath.ROOT)));
        return lines;
    }

    private Set<Long> candidates() {
        Set<Long> nodes = new TreeSet<>();
        long limit = nodesEverMade();
        Common common = common();
        if (collectTouched(before.tree(), common, nodes, limit) && collectTouched(after.tree(), common, nodes, limit)) {
            return nodes;
        }
        nodes.clear();
        collectWalked(nodes);
        return nodes;
    }

    /** The newest point that both lineages have: a branch in both, and the lower of the two bounds. */
    private record Common(long branch, long seq) {}

    /** A branch of which one of the views sees no record of its own has its common point further up. */
    private Common common() {
        Lineage old = before.tree().lineage();
        Lineage now = after.tree().lineage();
        for (int i = 0; i < old.size(); i++) {
            int j = now.indexOf(old.branch(i));
            if (j >= 0) {
                long seq = Math.min(
                        old.bound(i, before.tree().view()),
                        now.bound(j, after.tree().view()));
                if (seq > old.base(i) || i == old.size() - 1) {
                    return new Common(old.branch(i), seq);
                }
            }
        }
        throw new IllegalStateException("All lineages end in the main branch");
    }

    /** Collects the nodes of the operations above the common point; false: they are too many, or some were pruned. */
    private static boolean collectTouched(TreeReader tree, Common common, Set<Long> nodes, long limit) {
        long count = 0;
        Lineage lineage = tree.lineage();
        for (int i = 0; i < lineage.size() && lineage.branch(i) >= common.branch(); i++) {
            long branch = lineage.branch(i);
            long from = branch == common.branch() ? common.seq() + 1 : lineage.base(i) + 1;
            long to = lineage.bound(i, tree.view());
            if (from > to) {
                continue;
            }
            if (from <= lineage.floor(i).kept().floor()) {
                return false;
            }
            try (Cursor cursor = tree.snapshot()
                    .cursor(Keyspaces.OPERATIONS, Keys.operation(branch, from), Keys.operation(branch, to + 1))) {
                while (cursor.next()) {
                    if (++count > limit) {
                        return false;
                    }
                    OperationRecord.decode(cursor.key(), cursor.value()).effects().stream()
                            .filter(effect -> !(effect instanceof Effect.OfEntry))
                            .forEach(effect -> nodes.add(nodeOf(effect)));
                }
            }
        }
        return true;
    }

    private static long nodeOf(Effect effect) {
        if (effect instanceof Effect.OfNode node) {
            return node.node();
        }
        if (effect instanceof Effect.OfNames names) {
            return names.node();
        }
        return ((Effect.OfAttribute) effect).node();
    }

    private long nodesEverMade() {
        try (Cursor cursor = before.tree().snapshot().cursor(Keyspaces.NODES, new byte[0], null)) {
            return cursor.previous() ? Keys.longAt(cursor.key(), 0) : 0;
        }
    }

    /** Collects the nodes whose entry or record differs, by a walk over both trees. */
    private void collectWalked(Set<Long> nodes) {
        DepthFirst walk = new DepthFirst();
        collectIfChanged(NodeId.ROOT.value(), nodes);
        walkBoth(walk, NodeId.ROOT.value(), nodes);
        walk.run();
    }

    private void walkBoth(DepthFirst walk, long directory, Set<Long> nodes) {
        walk.addChildren(before.tree(), directory, child -> {
            long id = child.node().value();
            if (!isAt(after.tree(), directory, child)) {
                collectAll(walk, before.tree(), child, nodes);
            } else {
                collectIfChanged(id, nodes);
                if (child.kind() == NodeKind.DIRECTORY) {
                    walkBoth(walk, id, nodes);
                }
            }
        });
        walk.addChildren(after.tree(), directory, child -> {
            if (!isAt(before.tree(), directory, child)) {
                collectAll(walk, after.tree(), child, nodes);
            }
        });
    }

    private static boolean isAt(TreeReader tree, long directory, DirectoryEntry child) {
        EntryRecord entry = tree.lookup(directory, child.name());
        return entry != null && entry.node() == child.node().value();
    }

    /** Below a directory that has moved, come or gone, every node may differ. */
    private static void collectAll(DepthFirst walk, TreeReader tree, DirectoryEntry entry, Set<Long> nodes) {
        long id = entry.node().value();
        nodes.add(id);
        if (entry.kind() == NodeKind.DIRECTORY) {
            walk.addChildren(tree, id, child -> collectAll(walk, tree, child, nodes));
        }
    }

    private void collectIfChanged(long node, Set<Long> nodes) {
        if (!aspects(node, node).isEmpty()) {
            nodes.add(node);
        }
    }

    /** Compares the entries of one node: those by which it stayed, then the rest as renames, removals, additions. */
    private void compare(long node) {
        List<ComparedTree.Spot> old = before.spots(node);
        List<ComparedTree.Spot> now = after.spots(node);
        List<ComparedTree.Spot> left = new ArrayList<>(old);
        List<ComparedTree.Spot> came = new ArrayList<>(now);
        Set<Aspect> aspects = old.isEmpty() || now.isEmpty() ? Set.of() : aspects(node, node);
        for (ComparedTree.Spot spot : old) {
            if (came.remove(spot)) {
                left.remove(spot);
                addIfModified(node, spot, spot, aspects);
            }
        }
        if (!left.isEmpty() && !came.isEmpty()) {
            pairByPath(node, left, came, aspects);
        }
        int renames = Math.min(left.size(), came.size());
        for (int i = 0; i < renames; i++) {
            add(Kind.RENAMED, before.entry(left.get(i), node), after.entry(came.get(i), node), aspects);
        }
        left.subList(renames, left.size()).forEach(spot -> {
            Entry entry = before.entry(spot, node);
            removed.put(entry.path(), entry);
        });
        came.subList(renames, came.size()).forEach(spot -> {
            Entry entry = after.entry(spot, node);
            added.put(entry.path(), entry);
        });
    }

    /** An entry has its old path in another directory where it was moved there and the directory took the place. */
    private void pairByPath(
            long node, List<ComparedTree.Spot> left, List<ComparedTree.Spot> came, Set<Aspect> aspects) {
        Map<StorePath, ComparedTree.Spot> paths = new HashMap<>();
        came.forEach(spot -> paths.put(after.path(spot), spot));
        for (ComparedTree.Spot spot : List.copyOf(left)) {
            ComparedTree.Spot now = paths.get(before.path(spot));
            if (now != null) {
                left.remove(spot);
                came.remove(now);
                addIfModified(node, spot, now, aspects);
            }
        }
    }

    private void addIfModified(long node, ComparedTree.Spot old, ComparedTree.Spot now, Set<Aspect> aspects) {
        if (!aspects.isEmpty()) {
            add(Kind.MODIFIED, before.entry(old, node), after.entry(now, node), aspects);
        }
    }

    private void pairByPath() {
        removed.forEach((path, old) -> {
            Entry now = added.remove(path);
            if (now == null) {
                add(Kind.REMOVED, old, null, Set.of());
            } else {
                Set<Aspect> aspects =
                        aspects(old.node().id().value(), now.node().id().value());
                add(Kind.MODIFIED, old, now, aspects);
            }
        });
        added.values().forEach(now -> add(Kind.ADDED, null, now, Set.of()));
    }

    private void add(
            Kind kind,
            @org.jspecify.annotations.Nullable Entry old,
            @org.jspecify.annotations.Nullable Entry now,
            Set<Aspect> aspects) {
        lines.add(new DifferenceLine(kind, Optional.ofNullable(old), Optional.ofNullable(now), aspects));
    }

    private Set<Aspect> aspects(long first, long second) {
        NodeRecord old = before.node(first);
        NodeRecord now = after.node(second);
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        if (old.kind() != now.kind()) {
            aspects.add(Aspect.NODE_KIND);
        } else if (!old.findContent()
                        .map(location -> location.reference())
                        .equals(now.findContent().map(location -> location.reference()))
                || !Arrays.equals(old.target(), now.target())) {
            aspects.add(Aspect.CONTENT);
        }
        if (!old.liveAttributes().equals(now.liveAttributes())) {
            aspects.add(Aspect.ATTRIBUTES);
        }
        boolean mayDiffer = first != second || before.tree().everHadAttributes(first);
        if (mayDiffer
                && !sameAttributes(before.tree().attributes(first), after.tree().attributes(second))) {
            aspects.add(Aspect.EXTENDED_ATTRIBUTES);
        }
        return aspects;
    }

    private static boolean sameAttributes(Map<Name, byte[]> one, Map<Name, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), other.get(entry.getKey())));
    }

    private boolean belongs(DifferenceLine line) {
        return line.before().filter(entry -> entry.path().startsWith(prefix)).isPresent()
                || line.after().filter(entry -> entry.path().startsWith(prefix)).isPresent();
    }
}

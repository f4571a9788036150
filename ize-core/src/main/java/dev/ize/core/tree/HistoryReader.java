package dev.ize.core.tree;

import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history of a path: a walk back over the nodes that held it, by the rules of {@link
 * dev.ize.spi.View#history}. For one thread.
 */
public final class HistoryReader {
    private final TreeReader tree;
    private final LogReader log;
    private final PastDirectoryPath directories;
    private final long viewed;

    /** The seq up to which operations were pruned: states from it on can be read, operations above it. */
    private final long pruned;

    /** Whether the walk came to where operations were pruned. */
    private boolean reachedPruned;

    /**
     * Reads up to where a tree stands.
     *
     * @param viewed the branch through which the tree is seen
     * @param descriptions those that are known already, and then also those that were read here
     */
    public HistoryReader(TreeReader tree, long viewed, ChangeDescriptions descriptions) {
        this.tree = tree;
        this.viewed = viewed;
        this.pruned = tree.lineage().prunedUpTo(tree.view());
        this.log = new LogReader(tree.snapshot(), tree.lineage(), tree.view(), descriptions);
        this.directories = new PastDirectoryPath(tree);
    }

    /** The page of a path's history that a query asks for; empty for a path that nothing ever held. */
    public LogPage<HistoryLine> ofPath(StorePath path, LogQuery query) {
        return page(query, lines -> walkPath(path, lines));
    }

    /** The page of a node's history that a query asks for; empty for a node that there never was. */
    public LogPage<HistoryLine> ofNode(long node, LogQuery query) {
        return page(query, lines -> {
            try (NodeEvents events = new NodeEvents(tree, node, Math.min(tree.view(), lines.below - 1))) {
                reachedPruned = pruned > 0 && !hasVersion(node);
                while (lines.wantsMore() && nextEvent(events)) {
                    OperationRecord record = operation(events.branch(), events.seq());
                    lines.add(line(node, events, record, pathInNodeHistory(node, events, record)));
                }
            }
        });
    }

    private boolean hasVersion(long node) {
        try (VersionCursor versions = tree.versions(Keyspaces.NODES, Keys.nodePrefix(node))) {
            return versions.first();
        }
    }

    /** Goes to the next older operation, if it was not pruned. */
    private boolean nextEvent(NodeEvents events) {
        boolean found = events.next();
        if (pruned > 0 && events.seq() >= 0 && events.seq() <= pruned) {
            reachedPruned = true;
            return false;
        }
        return found;
    }

    /** Where the history walks: an entry, by its directory and name. */
    private record Spot(long parent, Name name) {}

    private void walkPath(StorePath path, Page lines) {
        if (path.isRoot()) {
            walkRoot(lines);
            return;
        }
        Held held = lastHeld(path.names(), tree.view());
        while (held != null && lines.wantsMore()) {
            held = walkHolder(held, lines);
        }
    }

    /** A version of an entry. */
    private record Arrival(long branch, long seq, EntryRecord entry) {}

    /**
     * A time during which one node held a path.
     *
     * @param from the first seq at which the path led there
     * @param to the last seq at which it did
     * @param removal seq of the operation that removed the entry then; 0 if none did
     */
    private record Held(Spot spot, Arrival arrival, long from, long to, long removal) {
        /** The last seq whose operation belongs to the history. */
        long end() {
            return Math.max(to, removal);
        }
    }

    /** The last time up to a seq that a path led anywhere; directories above may have come and gone. */
    private @Nullable Held lastHeld(List<Name> path, long upTo) {
        long until = upTo;
        while (until >= pruned) {
            Held above = null;
            Held held = lastHeldIn(new Spot(NodeId.ROOT.value(), path.get(0)), 0, until);
            for (int i = 1; i < path.size() && held != null; i++) {
                above = held;
                Spot spot = new Spot(above.arrival().entry().node(), path.get(i));
                held = lastHeldIn(spot, above.from(), above.to());
            }
            if (held != null) {
                return held;
            }
            // Nothing was there while this directory held its path: an earlier one may have had it.
            until = above == null ? -1 : above.from() - 1;
        }
        reachedPruned |= pruned > 0;
        return null;
    }

    /** The last time that an entry led anywhere while its directory held its path. */
    private @Nullable Held lastHeldIn(Spot spot, long from, long to) {
        long removal = 0;
        try (VersionCursor versions = versionsOf(spot, to)) {
            boolean found = versions.first();
            while (found) {
                EntryRecord entry = EntryRecord.decode(versions.key(), versions.value());
                long seq = versions.seq();
                if (!entry.isTombstone()) {
                    Arrival arrival = new Arrival(versions.branch(), seq, entry);
                    long last = removal == 0 ? to : removal - 1;
                    return new Held(spot, arrival, Math.max(seq, from), last, removal);
                }
                if (seq <= Math.max(from, pruned)) {
                    reachedPruned |= pruned > 0 && seq <= pruned;
                    return null;
                }
                removal = seq;
                found = versions.next();
            }
        }
        reachedPruned |= pruned > 0;
        return null;
    }

    /** The newest version of an entry up to a seq. */
    private @Nullable Arrival newest(Spot spot, long upTo) {
        try (VersionCursor versions = versionsOf(spot, upTo)) {
            if (!versions.first()) {
                return null;
            }
            return new Arrival(versions.branch(), versions.seq(), EntryRecord.decode(versions.key(), versions.value()));
        }
    }

    private VersionCursor versionsOf(Spot spot, long upTo) {
        return tree.at(Math.min(upTo, tree.view()))
                .versions(Keyspaces.ENTRIES, Keys.entryPrefix(spot.parent(), spot.name()));
    }

    /** Lines of a node back to its arrival where it was held; gives what the history goes on with. */
    private @Nullable Held walkHolder(Held held, Page lines) {
        Spot spot = held.spot();
        Arrival arrival = held.arrival();
        long node = arrival.entry().node();
        try (NodeEvents events = new NodeEvents(tree, node, Math.min(held.end(), lines.below - 1))) {
            while (lines.wantsMore() && nextEvent(events) && events.seq() >= arrival.seq()) {
                OperationRecord record = operation(events.branch(), events.seq());
                lines.add(line(node, events, record, pathAt(held, events.seq(), record)));
            }
        }
        if (arrival.seq() <= pruned) {
            reachedPruned = true;
            return null;
        }
        long before = arrival.seq() - 1;
        Operation operation =
                operation(arrival.branch(), arrival.seq()).operation().orElseThrow();
        boolean exchanged = operation instanceof Operation.ExchangeEntries;
        boolean renamed = operation instanceof Operation.RenameFile || operation instanceof Operation.RenameDirectory;
        if (!exchanged && !renamed) {
            return lastHeld(pathAt(spot, arrival.seq()).names(), before);
        }
        Arrival replaced = exchanged ? null : newest(spot, before);
        return replaced != null && !replaced.entry().isTombstone()
                ? new Held(spot, replaced, replaced.seq(), before, 0)
                : heldAt(formerSpot(node, arrival), before);
    }

    private Held heldAt(Spot spot, long upTo) {
        Arrival arrival = newest(spot, upTo);
        if (arrival == null || arrival.entry().isTombstone()) {
            throw new CorruptStoreException("An entry that was renamed has no version before. seq=" + upTo, null);
        }
        return new Held(spot, arrival, arrival.seq(), upTo, 0);
    }

    /** Where a node was before the operation that brought it to a spot. */
    private Spot formerSpot(long node, Arrival holder) {
        return names(node, holder.branch(), holder.seq()).stream()
                .filter(link -> !link.gained())
                .findFirst()
                .map(link -> new Spot(link.parent(), link.name()))
                .orElseThrow(() -> new CorruptStoreException(
                        "A rename does not tell where it came from. node=" + node + " seq=" + holder.seq(), null));
    }

    private void walkRoot(Page lines) {
        long root = NodeId.ROOT.value();
        try (NodeEvents events = new NodeEvents(tree, root, tree.view())) {
            while (lines.wantsMore() && nextEvent(events)) {
                lines.add(line(root, events, operation(events.branch(), events.seq()), StorePath.ROOT));
            }
        }
    }

    /** The path of what is held right after an operation; where the node left it then, where it went, if anywhere. */
    private StorePath pathAt(Held held, long seq, OperationRecord record) {
        if (seq != held.removal()) {
            return pathAt(held.spot(), seq);
        }
        Operation operation = record.operation().orElseThrow();
        return operation instanceof Operation.RenameFile || operation instanceof Operation.RenameDirectory
                ? operation.path()
                : pathAt(held.spot(), seq - 1);
    }

    private StorePath pathAt(Spot spot, long seq) {
        return directories.at(spot.parent(), seq).resolve(spot.name());
    }

    private StorePath pathInNodeHistory(long node, NodeEvents events, OperationRecord record) {
        Operation operation = record.operation().orElse(null);
        if (operation instanceof Operation.ExchangeEntries exchange) {
            Optional<NamesRecord.Link> gained = names(node, events.branch(), events.seq()).stream()
                    .filter(NamesRecord.Link::gained)
                    .findFirst();
            return gained.isPresent()
                    ? pathAt(new Spot(gained.get().parent(), gained.get().name()), events.seq())
                    : exchange.path();
        }
        return operation == null ? StorePath.ROOT : operation.path();
    }

    private HistoryLine line(long node, NodeEvents events, OperationRecord operation, StorePath path) {
        NodeRecord record = events.node();
        Optional<ContentReference> content =
                record == null ? Optional.empty() : record.findContent().map(location -> location.reference());
        return new HistoryLine(log.line(events.branch(), events.seq(), operation), new NodeId(node), path, content);
    }

    private List<NamesRecord.Link> names(long node, long branch, long seq) {
        byte[] key = Keys.version(Keys.nodePrefix(node), branch, seq);
        byte[] value = tree.snapshot().get(Keyspaces.NAMES, key);
        return value == null ? List.of() : NamesRecord.decode(key, value).links();
    }

    private OperationRecord operation(long branch, long seq) {
        return ChangeEnds.find(tree.snapshot(), branch, seq)
                .orElseThrow(() -> new CorruptStoreException(
                        "The operation of a version is missing. branch=" + branch + " seq=" + seq, null));
    }

    private LogPage<HistoryLine> page(LogQuery query, Consumer<Page> walk) {
        Page page = new Page(query);
        walk.accept(page);
        List<HistoryLine> lines = new ArrayList<>(page.lines);
        if (!page.newestFirst) {
            Collections.reverse(lines);
        }
        Optional<Point> end =
                reachedPruned && page.wantsMore() ? LogReader.prunedBelow(viewed, pruned) : Optional.empty();
        return new LogPage<>(lines, end);
    }

    /**
     * Collects the lines that a query wants, newest first. A history can only be walked back: a page from its oldest
     * end walks all of it, and keeps the last lines that it meets.
     */
    private static final class Page {
        private final boolean newestFirst;
        private final long below;
        private final long above;
        private final int limit;
        private final Deque<HistoryLine> lines = new ArrayDeque<>();

        Page(LogQuery query) {
            this.newestFirst = query.order() == LogQuery.Order.NEWEST_FIRST;
            this.below = newestFirst ? Math.max(1, query.after().orElse(Long.MAX_VALUE)) : Long.MAX_VALUE;
            this.above = newestFirst ? 0 : query.after().orElse(0);
            this.limit = query.limit();
        }

        boolean wantsMore() {
            return !newestFirst || lines.size() < limit;
        }

        void add(HistoryLine line) {
            long id = line.logged().id().value();
            if (id < below && (newestFirst || id > above)) {
                lines.addLast(line);
                if (lines.size() > limit) {
                    lines.removeFirst();
                }
            }
        }
    }
}

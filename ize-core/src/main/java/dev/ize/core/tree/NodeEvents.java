package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a node has records of, newest first: its versions, its entries and its extended attributes,
 * as a view sees them. For one thread; closed by its user.
 */
final class NodeEvents implements AutoCloseable {
    private final List<VersionCursor> sources = new ArrayList<>();
    private final VersionCursor nodes;

    /** Those of the sources that stand at a version, which is the newest up to the operation here. */
    private final List<VersionCursor> standing = new ArrayList<>();

    private long branch;
    private long seq = Long.MAX_VALUE;

    NodeEvents(TreeReader tree, long node, long upTo) {
        TreeReader bounded = tree.at(Math.min(upTo, tree.view()));
        byte[] prefix = Keys.nodePrefix(node);
        nodes = bounded.versions(Keyspaces.NODES, prefix);
        sources.add(nodes);
        sources.add(bounded.versions(Keyspaces.NAMES, prefix));
        for (byte[] attribute : attributePrefixes(tree, prefix)) {
            sources.add(bounded.versions(Keyspaces.XATTRS, attribute));
        }
        sources.stream().filter(VersionCursor::first).forEach(standing::add);
    }

    /** Goes to the next older operation. */
    boolean next() {
        long before = seq;
        standing.removeIf(source -> source.seq() == before && !source.next());
        seq = -1;
        for (VersionCursor source : standing) {
            if (source.seq() > seq) {
                seq = source.seq();
                branch = source.branch();
            }
        }
        // Seq 0 is the root directory, which no operation made.
        return seq > 0;
    }

    long branch() {
        return branch;
    }

    long seq() {
        return seq;
    }

    /** The node as the operation here left it; null where it does not live. */
    @Nullable
    NodeRecord node() {
        if (!standing.contains(nodes)) {
            return null;
        }
        NodeRecord record = NodeRecord.decode(nodes.key(), nodes.value());
        return record.isTombstone() ? null : record;
    }

    @Override
    public void close() {
        sources.forEach(VersionCursor::close);
    }

    private static List<byte[]> attributePrefixes(TreeReader tree, byte[] node) {
        List<byte[]> prefixes = new ArrayList<>();
        try (Cursor cursor = tree.snapshot().cursor(Keyspaces.XATTRS, node, Keys.after(node))) {
            boolean found = cursor.next();
            while (found) {
                byte[] key = cursor.key();
                byte[] prefix = Arrays.copyOf(key, key.length - Keys.VERSION_BYTES);
                prefixes.add(prefix);
                byte[] end = Keys.after(prefix);
                found = end != null && cursor.seekAtOrAfter(end);
            }
        }
        return prefixes;
    }
}

package dev.ize.core.tree;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree that a lineage sees at a seq, read from one engine snapshot.
 *
 * <p>For one thread, for as long as the engine snapshot is open.
 */
public final class TreeReader {
    private static final EntryRecord ROOT = new EntryRecord(0, NodeId.ROOT.value(), NodeKind.DIRECTORY);

    private final EngineSnapshot snapshot;
    private final Lineage lineage;
    private final long view;

    /**
     * A tree in a snapshot, which stays the caller's to close.
     *
     * @param view the newest seq that is seen; {@link Long#MAX_VALUE}: all there is
     */
    public TreeReader(EngineSnapshot snapshot, Lineage lineage, long view) {
        this.snapshot = snapshot;
        this.lineage = lineage;
        this.view = view;
    }

    /** What is read from. */
    public EngineSnapshot snapshot() {
        return snapshot;
    }

    /** Which branches are seen. */
    public Lineage lineage() {
        return lineage;
    }

    /** The newest seq that is seen. */
    public long view() {
        return view;
    }

    /** The same snapshot and lineage seen at another seq. */
    public TreeReader at(long seq) {
        return new TreeReader(snapshot, lineage, seq);
    }

    /** What the path leads to, or null. */
    public @Nullable EntryRecord resolve(StorePath path) {
        EntryRecord entry = ROOT;
        for (Name name : path.names()) {
            if (entry.kind() != NodeKind.DIRECTORY) {
                return null;
            }
            entry = lookup(entry.node(), name);
            if (entry == null) {
                return null;
            }
        }
        return entry;
    }

    /** What a name in a directory leads to, or null. */
    public @Nullable EntryRecord lookup(long parent, Name name) {
        EntryRecord newest = newestEntry(parent, name);
        return newest == null || newest.isTombstone() ? null : newest;
    }

    /** The newest version of an entry, which may be a tombstone, or null if there was never one. */
    public @Nullable EntryRecord newestEntry(long parent, Name name) {
        try (VersionCursor versions = versions(Keyspaces.ENTRIES, Keys.entryPrefix(parent, name))) {
            return versions.first() ? EntryRecord.decode(versions.key(), versions.value()) : null;
        }
    }

    /** A living node's record, or null. */
    public @Nullable NodeRecord findNode(long node) {
        try (VersionCursor versions = versions(Keyspaces.NODES, Keys.nodePrefix(node))) {
            if (!versions.first()) {
                return null;
            }
            NodeRecord record = NodeRecord.decode(versions.key(), versions.value());
            return record.isTombstone() ? null : record;
        }
    }

    /**
     * The record of a node that an entry leads to.
     *
     * @throws CorruptStoreException if there is none
     */
    public NodeRecord node(long node) {
        NodeRecord record = findNode(node);
        if (record == null) {
            throw new CorruptStoreException(
                    "An entry leads to a node that has no record. node=" + node + " view=" + view, null);
        }
        return record;
    }

    /** A living node as a value. */
    public Optional<Node> findNodeValue(long node) {
        NodeRecord record = findNode(node);
        return record == null ? Optional.empty() : Optional.of(value(node, record));
    }

    /** The entries that lead to a node now, newest first; none for the root and for a node that does not live. */
    public List<NamesRecord.Link> links(long node) {
        NodeRecord record = findNode(node);
        return record == null || node == NodeId.ROOT.value() ? List.of() : links(node, record.links());
    }

    /**
     * The entries that lead to a node now, newest first.
     *
     * @param count how many there are
     * @throws CorruptStoreException if there are fewer
     */
    public List<NamesRecord.Link> links(long node, int count) {
        List<NamesRecord.Link> live = new ArrayList<>();
        Set<NamesRecord.Link> decided = new HashSet<>();
        try (VersionCursor versions = versions(Keyspaces.NAMES, Keys.nodePrefix(node))) {
            boolean found = versions.first();
            while (found && live.size() < count) {
                for (NamesRecord.Link link :
                        NamesRecord.decode(versions.key(), versions.value()).links()) {
                    if (decided.add(new NamesRecord.Link(true, link.parent(), link.name())) && link.gained()) {
                        live.add(link);
                    }
                }
                found = versions.next();
            }
        }
        if (live.size() != count) {
            throw new CorruptStoreException(
                    "A node's entries are missing. node=" + node + " expected=" + count + " found=" + live.size(),
                    null);
        }
        return live;
    }

    /** The entry of a directory, and the seq since which it is its entry. */
    record DatedLink(NamesRecord.Link link, long since) {}

    /**
     * The entry that leads to a living directory other than the root.
     *
     * @throws CorruptStoreException if there is none
     */
    DatedLink directoryLink(long directory) {
        try (VersionCursor versions = versions(Keyspaces.NAMES, Keys.nodePrefix(directory))) {
            if (versions.first()) {
                for (NamesRecord.Link link :
                        NamesRecord.decode(versions.key(), versions.value()).links()) {
                    if (link.gained()) {
                        return new DatedLink(link, versions.seq());
                    }
                }
            }
        }
        throw new CorruptStoreException("A directory's entry is missing. node=" + directory, null);
    }

    /** The path of a living directory. It may be longer than a path that is given. */
    public StorePath directoryPath(long directory) {
        return new DirectoryPaths(this).of(directory);
    }

    /** The paths of a node now, in their order; none if it does not live. */
    public List<StorePath> paths(long node) {
        if (node == NodeId.ROOT.value()) {
            return List.of(StorePath.ROOT);
        }
        return links(node).stream()
                .map(link -> directoryPath(link.parent()).resolve(link.name()))
                .sorted()
                .toList();
    }

    /** Whether a directory lies below another, or is it. */
    public boolean isWithin(long directory, long ancestor) {
        long current = directory;
        while (current != ancestor) {
            if (current == NodeId.ROOT.value()) {
                return false;
            }
            current = links(current, 1).get(0).parent();
        }
        return true;
    }

    /**
     * One page of a directory, in the order of names.
     *
     * @param after the name after which it starts, which need not be there; null: at the first
     * @param limit largest number of entries, at least 1
     */
    public DirectoryPage list(long directory, @Nullable Name after, int limit) {
        return new DirectoryReader(this, directory).read(after, limit);
    }

    /** An extended attribute's value, or null. */
    public byte @Nullable [] attribute(long node, Name name) {
        try (VersionCursor versions = versions(Keyspaces.XATTRS, Keys.attributePrefix(node, name))) {
            return versions.first() ? decodeAttribute(versions.key(), versions.value()) : null;
        }
    }

    /** Whether any version of an extended attribute of a node is there, on whatever branch. */
    boolean everHadAttributes(long node) {
        byte[] prefix = Keys.nodePrefix(node);
        try (var cursor = snapshot.cursor(Keyspaces.XATTRS, prefix, Keys.after(prefix))) {
            return cursor.next();
        }
    }

    /** A node's extended attributes in the order of their names, in a map of the caller's own. */
    public Map<Name, byte[]> attributes(long node) {
        Map<Name, byte[]> found = new LinkedHashMap<>();
        byte[] prefix = Keys.nodePrefix(node);
        try (var cursor = snapshot.cursor(Keyspaces.XATTRS, prefix, Keys.after(prefix))) {
            boolean standing = cursor.next();
            while (standing) {
                byte[] key = cursor.key();
                Name name = Keys.name(key, 8, key.length - Keys.VERSION_BYTES - 1);
                byte[] value = attribute(node, name);
                if (value != null) {
                    found.put(name, value);
                }
                byte[] end = Keys.after(Keys.attributePrefix(node, name));
                standing = end != null && cursor.seekAtOrAfter(end);
            }
        }
        return found;
    }

    /** The versions under a prefix that this view sees; the caller closes the cursor. */
    public VersionCursor versions(Keyspace keyspace, byte[] prefix) {
        return new VersionCursor(snapshot, keyspace, prefix, lineage, view);
    }

    /** A living node's record as a value. */
    public static Node value(long node, NodeRecord record) {
        NodeId id = new NodeId(node);
        return switch (record.kind()) {
            case FILE ->
                new Node.File(
                        id,
                        record.liveAttributes(),
                        record.links(),
                        record.fileContent().reference());
            case DIRECTORY -> new Node.Directory(id, record.liveAttributes());
            case SYMLINK -> new Node.Symlink(id, record.liveAttributes(), record.links(), record.linkTarget());
        };
    }

    private static byte @Nullable [] decodeAttribute(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.XATTRS, key, value);
        byte[] decoded = in.u8() == 0 ? null : in.sized();
        in.finish();
        return decoded;
    }
}

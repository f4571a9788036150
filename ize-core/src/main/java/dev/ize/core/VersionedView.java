package dev.ize.core;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentReader;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.DirectoryPage;
import dev.ize.core.tree.HistoryReader;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.ContentRecords;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.Listing;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A view: a branch and a seq. */
final class VersionedView implements View {
    /** Longest file that {@link #read} gives; 2^31 − 9: the longest array of common JVMs. */
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private final VersionedFileSystemStorage storage;
    private final BranchState state;
    private final long seq;
    private final Optional<String> snapshotName;
    private volatile @Nullable FoundDirectory lastFound;

    /** A directory of this view, which never becomes another one. */
    private record FoundDirectory(StorePath path, long node) {}

    /**
     * @param snapshotName the snapshot through which the view may be read when the branch has been deleted
     */
    VersionedView(VersionedFileSystemStorage storage, BranchState state, long seq, Optional<String> snapshotName) {
        this.storage = storage;
        this.state = state;
        this.seq = seq;
        this.snapshotName = snapshotName;
    }

    boolean isOf(VersionedFileSystemStorage other) {
        return storage == other;
    }

    BranchState state() {
        return state;
    }

    long seq() {
        return seq;
    }

    /**
     * The tree, from a session. The session's engine snapshot is older than these checks, so that a branch that lives
     * here has all its records in it, and a point that is kept here all that it shows.
     */
    TreeReader tree(ReadSession session) {
        if (state.isDeleted()
                && !snapshotName
                        .filter(name -> new SnapshotReader(session.snapshot()).isKept(name, point()))
                        .isPresent()) {
            throw new NotFoundException("The branch has been deleted. branch=" + state.name());
        }
        state.lineage().requireKept(state.id(), seq);
        return new TreeReader(session.snapshot(), state.lineage(), seq);
    }

    <R> R read(Function<TreeReader, R> body) {
        try (ReadSession session = storage.read()) {
            return body.apply(tree(session));
        }
    }

    @Override
    public Point point() {
        return new Point(new BranchId(state.id()), seq);
    }

    @Override
    public Instant effectiveTime() {
        return read(tree -> {
            Lineage lineage = state.lineage();
            int owner = lineage.owner(seq);
            return ChangeEnds.find(tree.snapshot(), lineage.branch(owner), seq)
                    .flatMap(record -> ChangeEnds.endOf(
                            tree.snapshot(), lineage.branch(owner), seq, record, lineage.bound(owner, Long.MAX_VALUE)))
                    .map(end -> end.closing().effectiveTime())
                    .orElse(storage.createdAt());
        });
    }

    @Override
    public ContentHash chainHash() {
        return read(tree -> ChangeEnds.lastEndAt(tree.snapshot(), state.lineage(), seq)
                .map(end -> end.closing().branchLink())
                .orElse(dev.ize.core.write.Chain.START));
    }

    @Override
    public Optional<Entry> find(StorePath path) {
        return read(tree -> Optional.ofNullable(resolve(tree, path))
                .map(entry -> new Entry(path, TreeReader.value(entry.node(), tree.node(entry.node())))));
    }

    @Override
    public Entry entry(StorePath path) {
        return find(path).orElseThrow(() -> missing(path));
    }

    @Override
    public Optional<Node> findNode(NodeId node) {
        return read(tree -> tree.findNodeValue(node.value()));
    }

    @Override
    public List<StorePath> paths(NodeId node) {
        return read(tree -> tree.paths(node.value()));
    }

    @Override
    public Listing list(StorePath directory, Optional<Name> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
        DirectoryPage page = read(tree -> tree.list(directory(tree, directory), after.orElse(null), limit));
        return new Listing(page.entries(), Optional.ofNullable(page.last()));
    }

    @Override
    public List<DirectoryEntry> list(StorePath directory) {
        return list(directory, Optional.empty(), Integer.MAX_VALUE).entries();
    }

    @Override
    public Stream<Entry> walk(StorePath path) {
        Entry start = entry(path);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new TreeWalk(this, start), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT),
                false);
    }

    /** One page of a directory's entries with their nodes, by the directory's id. */
    WalkPage walkPage(StorePath path, long directory, Optional<Name> after, int limit) {
        return read(tree -> {
            DirectoryPage page = tree.list(directory, after.orElse(null), limit);
            List<Entry> entries = new ArrayList<>(page.entries().size());
            for (DirectoryEntry entry : page.entries()) {
                long node = entry.node().value();
                entries.add(new Entry(path.resolve(entry.name()), TreeReader.value(node, tree.node(node))));
            }
            return new WalkPage(entries, Optional.ofNullable(page.last()));
        });
    }

    /** A page of a walk. */
    record WalkPage(List<Entry> entries, Optional<Name> last) {}

    @Override
    public Map<Name, byte[]> extendedAttributes(StorePath path) {
        return read(tree -> {
            EntryRecord entry = resolve(tree, path);
            if (entry == null) {
                throw missing(path);
            }
            return tree.attributes(entry.node());
        });
    }

    @Override
    public byte[] read(StorePath file) {
        try (ReadSession session = storage.read()) {
            ContentLocation location = file(tree(session), file);
            ContentReference reference = location.reference();
            if (reference.length() > MAX_ARRAY_BYTES) {
                throw new IllegalArgumentException(
                        "The file does not fit into an array; open it. path=" + file + " bytes=" + reference.length());
            }
            ContentRecords records = new ContentRecords(session.snapshot(), storage.codec());
            if (reference.form() == ContentReference.Form.BYTES) {
                return checkLength(records.readRoot(location), reference);
            }
            // Compares the length with the root's before it takes the memory.
            ContentReader reader = new ContentReader(records, reference);
            byte[] bytes = new byte[(int) reference.length()];
            reader.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    @Override
    public InputStream newInputStream(StorePath file) {
        return Channels.newInputStream(open(file));
    }

    @Override
    public SeekableByteChannel open(StorePath file) {
        try (ReadSession session = storage.read()) {
            ContentLocation location = file(tree(session), file);
            ContentReference reference = location.reference();
            byte[] root = new byte[0];
            if (reference.form() == ContentReference.Form.BYTES) {
                root = checkLength(
                        new ContentRecords(session.snapshot(), storage.codec()).readRoot(location), reference);
            }
            ChunkStore chunks = new SessionChunks(storage, reference, root, this::tree);
            return new ContentChannel(chunks, reference);
        }
    }

    @Override
    public StoredContent content(StorePath file) {
        try (ReadSession session = storage.read()) {
            ContentLocation location = file(tree(session), file);
            ContentRecords records = new ContentRecords(session.snapshot(), storage.codec());
            if (location.place() instanceof ContentLocation.InOperation) {
                return storage.intake().hold(records.readRoot(location));
            }
            return storage.intake().hold(location.reference(), records);
        }
    }

    @Override
    public LogPage<HistoryLine> history(StorePath path, LogQuery query) {
        return read(tree -> new HistoryReader(tree, state.id(), storage.descriptions()).ofPath(path, query));
    }

    @Override
    public LogPage<HistoryLine> history(NodeId node, LogQuery query) {
        return read(tree -> new HistoryReader(tree, state.id(), storage.descriptions()).ofNode(node.value(), query));
    }

    private static byte[] checkLength(byte[] raw, ContentReference reference) {
        if (raw.length != reference.length()) {
            throw new dev.ize.spi.CorruptStoreException(
                    "A file's content has another length than its record says. hash=" + reference.hash(), null);
        }
        return raw;
    }

    /**
     * What the path leads to, or null. Whoever asks for a file often asks for others beside it, and an engine pays for
     * each name of a path, so the directory of the last one is remembered.
     */
    private @Nullable EntryRecord resolve(TreeReader tree, StorePath path) {
        Optional<StorePath> parent = path.parent();
        if (parent.isEmpty()) {
            return tree.resolve(path);
        }
        FoundDirectory directory = lastFound;
        if (directory == null || !directory.path().equals(parent.get())) {
            EntryRecord entry = tree.resolve(parent.get());
            if (entry == null || entry.kind() != NodeKind.DIRECTORY) {
                return null;
            }
            directory = new FoundDirectory(parent.get(), entry.node());
            lastFound = directory;
        }
        return tree.lookup(directory.node(), path.name().orElseThrow());
    }

    private ContentLocation file(TreeReader tree, StorePath path) {
        EntryRecord entry = resolve(tree, path);
        if (entry == null) {
            throw missing(path);
        }
        if (entry.kind() != NodeKind.FILE) {
            throw new NotFoundException("This is no regular file. path=" + path + " kind=" + entry.kind());
        }
        NodeRecord node = tree.node(entry.node());
        return node.fileContent();
    }

    private long directory(TreeReader tree, StorePath path) {
        EntryRecord entry = resolve(tree, path);
        if (entry == null) {
            throw missing(path);
        }
        if (entry.kind() != NodeKind.DIRECTORY) {
            throw new NotFoundException("This is no directory. path=" + path + " kind=" + entry.kind());
        }
        return entry.node();
    }

    private NotFoundException missing(StorePath path) {
        return new NotFoundException(
                "There is nothing at this path. path=" + path + " branch=" + state.name() + " point=@" + seq);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionedView view && storage == view.storage && point().equals(view.point());
    }

    @Override
    public int hashCode() {
        return point().hashCode();
    }

    @Override
    public String toString() {
        return "View[" + point() + "]";
    }
}

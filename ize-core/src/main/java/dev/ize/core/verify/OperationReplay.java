package dev.ize.core.verify;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationVisitor;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Attributes;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does a logged operation again, on paper: what it must have written, given the tree before it.
 *
 * <p>It says the rules of the file system a second time, apart from the writer that it is held against.
 */
final class OperationReplay implements OperationVisitor<Operation> {
    private final TreeReader before;
    private final DirectoryCache directories;
    private final long seq;
    private final List<Effect> logged;
    private final Map<Effect, Expected> expected = new LinkedHashMap<>();
    private final List<Effect> consulted = new ArrayList<>();

    /**
     * @param before the tree as the operations before have left it
     * @param logged the effects that the log has of the operation: where it made a node, they say which
     */
    OperationReplay(TreeReader before, DirectoryCache directories, long seq, List<Effect> logged) {
        this.before = before;
        this.directories = directories;
        this.seq = seq;
        this.logged = logged;
    }

    /**
     * What the operation must have written.
     *
     * @throws ImpossibleOperationException if the operation does not fit the tree before it
     * @throws dev.ize.spi.CorruptStoreException if the tree before it cannot be read
     */
    Map<Effect, Expected> expect(Operation operation) {
        OperationVisitor.visit(operation, this);
        return expected;
    }

    /** The entries and nodes that the replay has relied upon so far. */
    List<Effect> consulted() {
        return consulted;
    }

    /** A path's last step. */
    private record Place(long parent, Name name, @Nullable EntryRecord entry) {
        EntryRecord existing() {
            if (entry == null) {
                throw new ImpossibleOperationException("There is nothing at its path.");
            }
            return entry;
        }

        Link gained() {
            return new Link(true, parent, name);
        }

        Link lost() {
            return new Link(false, parent, name);
        }
    }

    @Override
    public Operation createFile(Operation.CreateFile operation) {
        Attributes attributes = made(operation.mode(), operation.modified().orElseThrow());
        expectCreation(operation.path(), NodeRecord.file(attributes, located(operation.content())));
        return operation;
    }

    @Override
    public Operation createDirectory(Operation.CreateDirectory operation) {
        Attributes attributes = made(operation.mode(), operation.modified().orElseThrow());
        expectCreation(operation.path(), NodeRecord.directory(attributes));
        return operation;
    }

    @Override
    public Operation createSymlink(Operation.CreateSymlink operation) {
        Attributes attributes = made(0777, operation.modified().orElseThrow());
        expectCreation(operation.path(), NodeRecord.symlink(attributes, operation.target()));
        return operation;
    }

    @Override
    public Operation writeFile(Operation.WriteFile operation) {
        long written = operation.content().length();
        long node = file(operation.path());
        NodeRecord old = node(node);
        ContentReference content = old.fileContent().reference();
        long length = written == 0 ? content.length() : Math.max(content.length(), operation.offset() + written);
        expectModified(
                node,
                old,
                written == 0 ? content : ofLength(length),
                operation.modified().orElseThrow());
        return operation;
    }

    @Override
    public Operation truncateFile(Operation.TruncateFile operation) {
        long node = file(operation.path());
        NodeRecord old = node(node);
        ContentReference content = old.fileContent().reference();
        boolean same = content.length() == operation.size();
        Instant modified = operation.modified().orElseThrow();
        expectModified(node, old, same ? content : ofLength(operation.size()), modified);
        return operation;
    }

    @Override
    public Operation replaceContent(Operation.ReplaceContent operation) {
        long node = file(operation.path());
        Attributes attributes = modified(node(node), operation.modified().orElseThrow());
        NodeRecord record = node(node).with(attributes).with(located(operation.content()));
        expected.put(new Effect.OfNode(node), new Expected.OfNode(record, true));
        return operation;
    }

    @Override
    public Operation deleteFile(Operation.DeleteFile operation) {
        expectRemoval(operation.path(), NodeKind.FILE);
        return operation;
    }

    @Override
    public Operation deleteDirectory(Operation.DeleteDirectory operation) {
        expectRemoval(operation.path(), NodeKind.DIRECTORY);
        return operation;
    }

    @Override
    public Operation deleteSymlink(Operation.DeleteSymlink operation) {
        expectRemoval(operation.path(), NodeKind.SYMLINK);
        return operation;
    }

    @Override
    public Operation renameFile(Operation.RenameFile operation) {
        expectMove(operation.from(), operation.path());
        return operation;
    }

    @Override
    public Operation renameDirectory(Operation.RenameDirectory operation) {
        expectMove(operation.from(), operation.path());
        return operation;
    }

    @Override
    public Operation createHardLink(Operation.CreateHardLink operation) {
        EntryRecord entry = place(operation.existing()).existing();
        Place place = place(operation.path());
        NodeRecord node = node(entry.node());
        expectNode(entry.node(), node.withLinks(node.links() + 1));
        expectEntry(place, entry.node(), entry.kind());
        expectNames(entry.node(), place.gained());
        return operation;
    }

    @Override
    public Operation setPermissions(Operation.SetPermissions operation) {
        long node = any(operation.path());
        Attributes old = node(node).liveAttributes();
        expectAttributes(
                node, new Attributes(operation.mode(), old.owner(), old.group(), old.modified(), old.accessed()));
        return operation;
    }

    @Override
    public Operation setTimestamps(Operation.SetTimestamps operation) {
        long node = any(operation.path());
        Attributes old = node(node).liveAttributes();
        Instant modified = operation.modified().orElse(old.modified());
        Instant accessed = operation.accessed().orElse(old.accessed());
        expectAttributes(node, new Attributes(old.mode(), old.owner(), old.group(), modified, accessed));
        return operation;
    }

    @Override
    public Operation setOwnership(Operation.SetOwnership operation) {
        long node = any(operation.path());
        Attributes old = node(node).liveAttributes();
        expectAttributes(
                node, new Attributes(old.mode(), operation.owner(), operation.group(), old.modified(), old.accessed()));
        return operation;
    }

    @Override
    public Operation setExtendedAttribute(Operation.SetExtendedAttribute operation) {
        Effect effect = new Effect.OfAttribute(any(operation.path()), operation.name());
        expected.put(effect, new Expected.OfAttribute(operation.value()));
        return operation;
    }

    @Override
    public Operation removeExtendedAttribute(Operation.RemoveExtendedAttribute operation) {
        Effect effect = new Effect.OfAttribute(any(operation.path()), operation.name());
        expected.put(effect, new Expected.OfAttribute(null));
        return operation;
    }

    @Override
    public Operation exchangeEntries(Operation.ExchangeEntries operation) {
        Place one = place(operation.other());
        Place two = place(operation.path());
        EntryRecord first = one.existing();
        EntryRecord second = two.existing();
        expectNames(first.node(), one.lost(), two.gained());
        expectNames(second.node(), two.lost(), one.gained());
        expectEntry(one, second.node(), second.kind());
        expectEntry(two, first.node(), first.kind());
        return operation;
    }

    @Override
    public Operation restore(Operation.Restore operation) {
        throw new ImpossibleOperationException("A restore is logged as the operations that it comes to.");
    }

    private void expectCreation(StorePath path, NodeRecord record) {
        Place place = place(path);
        if (place.entry() != null) {
            throw new ImpossibleOperationException("There is something at its path already.");
        }
        long node = logged.stream()
                .filter(Effect.OfNode.class::isInstance)
                .map(effect -> ((Effect.OfNode) effect).node())
                .findFirst()
                .orElseThrow(() -> new ImpossibleOperationException("It made a node, and the log names none."));
        expectNode(node, record);
        expectEntry(place, node, record.kind());
        expectNames(node, place.gained());
    }

    private void expectRemoval(StorePath path, NodeKind kind) {
        Place place = place(path);
        EntryRecord entry = place.existing();
        if (entry.kind() != kind) {
            throw new ImpossibleOperationException("There is something of another kind at its path.");
        }
        expectLoss(place, entry.node());
        expectEntry(place, 0, null);
    }

    private void expectMove(StorePath from, StorePath to) {
        Place source = place(from);
        Place target = place(to);
        EntryRecord moved = source.existing();
        EntryRecord replaced = target.entry();
        if (replaced != null) {
            expectLoss(target, replaced.node());
        }
        expectEntry(source, 0, null);
        expectEntry(target, moved.node(), moved.kind());
        expectNames(moved.node(), source.lost(), target.gained());
    }

    private void expectLoss(Place place, long node) {
        NodeRecord record = node(node);
        expectNode(node, record.withLinks(record.links() - 1));
        expectNames(node, place.lost());
    }

    private void expectModified(long node, NodeRecord old, ContentReference content, Instant modified) {
        NodeRecord record = old.with(modified(old, modified))
                .with(new ContentLocation(content, old.fileContent().place()));
        boolean known = content.equals(old.fileContent().reference());
        expected.put(new Effect.OfNode(node), new Expected.OfNode(record, known));
    }

    private void expectAttributes(long node, Attributes attributes) {
        expectNode(node, node(node).with(attributes));
    }

    private void expectNode(long node, NodeRecord record) {
        expected.put(new Effect.OfNode(node), new Expected.OfNode(record, true));
    }

    private void expectEntry(Place place, long node, @Nullable NodeKind kind) {
        Effect effect = new Effect.OfEntry(place.parent(), place.name());
        expected.put(effect, new Expected.OfEntry(new EntryRecord(seq, node, kind)));
    }

    private void expectNames(long node, Link... links) {
        expected.put(new Effect.OfNames(node), new Expected.OfNames(new NamesRecord(Arrays.asList(links))));
    }

    private long any(StorePath path) {
        return path.isRoot() ? NodeId.ROOT.value() : place(path).existing().node();
    }

    private long file(StorePath path) {
        EntryRecord entry = place(path).existing();
        if (entry.kind() != NodeKind.FILE) {
            throw new ImpossibleOperationException("There is no file at its path.");
        }
        return entry.node();
    }

    private NodeRecord node(long node) {
        consulted.add(new Effect.OfNode(node));
        NodeRecord record = before.findNode(node);
        if (record == null) {
            throw new ImpossibleOperationException("Its path leads to a node that does not exist.");
        }
        return record;
    }

    private Place place(StorePath path) {
        Name name = path.name().orElseThrow(() -> new ImpossibleOperationException("It cannot be done to the root."));
        long parent = directory(path.parent().orElseThrow());
        return new Place(parent, name, lookup(parent, name));
    }

    private long directory(StorePath path) {
        if (path.isRoot()) {
            return NodeId.ROOT.value();
        }
        Long known = directories.find(path);
        if (known != null) {
            return known;
        }
        EntryRecord entry =
                lookup(directory(path.parent().orElseThrow()), path.name().orElseThrow());
        if (entry == null || entry.kind() != NodeKind.DIRECTORY) {
            throw new ImpossibleOperationException("There is no directory above its path.");
        }
        directories.keep(path, entry.node());
        return entry.node();
    }

    private @Nullable EntryRecord lookup(long parent, Name name) {
        consulted.add(new Effect.OfEntry(parent, name));
        return before.lookup(parent, name);
    }

    private static Attributes made(int mode, Instant modified) {
        return new Attributes(mode, 0, 0, modified, modified);
    }

    private static Attributes modified(NodeRecord old, Instant modified) {
        Attributes attributes = old.liveAttributes();
        return new Attributes(
                attributes.mode(), attributes.owner(), attributes.group(), modified, attributes.accessed());
    }

    /** A content whose place is not compared. */
    private static ContentLocation located(Content content) {
        return new ContentLocation((ContentReference) content, new ContentLocation.Nowhere());
    }

    /** A content of which the log says only how long it is. */
    private static ContentReference ofLength(long length) {
        return new ContentReference(ContentHash.of(new byte[ContentHash.BYTES]), ContentReference.Form.BYTES, length);
    }
}

package dev.ize.core.write;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationVisitor;
import dev.ize.spi.Attributes;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the file system: checks one operation against the tree and writes what it comes to, or throws
 * before it has written anything. The edges are POSIX's. Belongs to the writer's thread.
 */
final class OperationApplier implements OperationVisitor<Operation> {
    private final ChangeRun run;
    private final int position;
    private final Optional<PendingOperation.Ready> ready;

    private OperationApplier(ChangeRun run, PendingOperation pending) {
        this.run = run;
        this.position = pending.position();
        this.ready = pending.content();
    }

    /** Applies an operation other than a restore, and logs it. */
    static void apply(ChangeRun run, PendingOperation pending) {
        run.log(OperationVisitor.visit(pending.operation(), new OperationApplier(run, pending)));
    }

    @Override
    public Operation createFile(Operation.CreateFile operation) {
        Place place = freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        Attributes attributes = new Attributes(operation.mode(), 0, 0, modified, modified);
        PendingOperation.Ready content = content();
        createNode(place, NodeRecord.file(attributes, placer().place(content)));
        return new Operation.CreateFile(operation.path(), content.reference(), operation.mode(), Optional.of(modified));
    }

    @Override
    public Operation writeFile(Operation.WriteFile operation) {
        EntryRecord entry = file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        PendingOperation.Ready data = content();
        if (operation.offset() > Long.MAX_VALUE - data.reference().length()) {
            throw refused(Reason.TOO_LARGE, operation.path(), "A file cannot be larger than 2^63 - 1 bytes.");
        }
        ContentLocation written = placer().write(node.fileContent(), operation.offset(), data);
        Instant modified = modify(entry.node(), node.with(written), operation.modified());
        return new Operation.WriteFile(operation.path(), operation.offset(), data.reference(), Optional.of(modified));
    }

    @Override
    public Operation truncateFile(Operation.TruncateFile operation) {
        EntryRecord entry = file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        ContentLocation cut = placer().truncate(node.fileContent(), operation.size());
        Instant modified = modify(entry.node(), node.with(cut), operation.modified());
        return new Operation.TruncateFile(operation.path(), operation.size(), Optional.of(modified));
    }

    @Override
    public Operation replaceContent(Operation.ReplaceContent operation) {
        EntryRecord entry = file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        PendingOperation.Ready content = content();
        Instant modified = modify(entry.node(), node.with(placer().place(content)), operation.modified());
        return new Operation.ReplaceContent(operation.path(), content.reference(), Optional.of(modified));
    }

    @Override
    public Operation deleteFile(Operation.DeleteFile operation) {
        Place place = place(operation.path());
        EntryRecord entry = existing(place);
        requireFile(entry, place.path());
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation deleteSymlink(Operation.DeleteSymlink operation) {
        Place place = place(operation.path());
        EntryRecord entry = existing(place);
        if (entry.kind() != NodeKind.SYMLINK) {
            throw refused(Reason.NOT_A_SYMLINK, place.path(), "This is no symlink.");
        }
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation deleteDirectory(Operation.DeleteDirectory operation) {
        Place place = place(operation.path());
        EntryRecord entry = existing(place);
        requireDirectory(entry, place.path());
        requireEmpty(entry, place.path());
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation renameFile(Operation.RenameFile operation) {
        Place from = place(operation.from());
        EntryRecord moved = existing(from);
        if (moved.kind() == NodeKind.DIRECTORY) {
            throw refused(Reason.IS_A_DIRECTORY, from.path(), "A directory is moved by a rename of directories.");
        }
        Place to = place(operation.path());
        EntryRecord replaced = to.entry();
        if (replaced != null && replaced.kind() == NodeKind.DIRECTORY) {
            throw refused(Reason.IS_A_DIRECTORY, to.path(), "A file cannot replace a directory.");
        }
        moveEntry(from, moved, to);
        return operation;
    }

    @Override
    public Operation renameDirectory(Operation.RenameDirectory operation) {
        Place from = place(operation.from());
        EntryRecord moved = existing(from);
        requireDirectory(moved, from.path());
        Place to = place(operation.path());
        if (run.tree().isWithin(to.parent(), moved.node())) {
            throw refused(Reason.INTO_ITSELF, to.path(), "A directory cannot be moved below itself.");
        }
        EntryRecord replaced = to.entry();
        if (replaced != null && replaced.node() != moved.node()) {
            requireDirectory(replaced, to.path());
            requireEmpty(replaced, to.path());
        }
        moveEntry(from, moved, to);
        return operation;
    }

    @Override
    public Operation createDirectory(Operation.CreateDirectory operation) {
        Place place = freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        createNode(place, NodeRecord.directory(new Attributes(operation.mode(), 0, 0, modified, modified)));
        return new Operation.CreateDirectory(operation.path(), operation.mode(), Optional.of(modified));
    }

    @Override
    public Operation createSymlink(Operation.CreateSymlink operation) {
        Place place = freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        Attributes attributes = new Attributes(0777, 0, 0, modified, modified);
        createNode(place, NodeRecord.symlink(attributes, operation.target()));
        return new Operation.CreateSymlink(operation.path(), operation.target(), Optional.of(modified));
    }

    @Override
    public Operation createHardLink(Operation.CreateHardLink operation) {
        Place existing = place(operation.existing());
        EntryRecord entry = existing(existing);
        if (entry.kind() == NodeKind.DIRECTORY) {
            throw refused(Reason.IS_A_DIRECTORY, existing.path(), "A directory cannot have a second link.");
        }
        Place place = freePlace(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        run.putNode(entry.node(), node.withLinks(node.links() + 1));
        run.setEntry(place.parent(), place.name(), entry.node(), entry.kind());
        run.putNames(entry.node(), place.gained());
        return operation;
    }

    @Override
    public Operation setPermissions(Operation.SetPermissions operation) {
        long id = any(operation.path());
        NodeRecord node = run.tree().node(id);
        Attributes old = node.liveAttributes();
        run.putNode(
                id,
                node.with(new Attributes(operation.mode(), old.owner(), old.group(), old.modified(), old.accessed())));
        return operation;
    }

    @Override
    public Operation setTimestamps(Operation.SetTimestamps operation) {
        long id = any(operation.path());
        NodeRecord node = run.tree().node(id);
        Attributes old = node.liveAttributes();
        run.putNode(
                id,
                node.with(new Attributes(
                        old.mode(),
                        old.owner(),
                        old.group(),
                        operation.modified().orElse(old.modified()),
                        operation.accessed().orElse(old.accessed()))));
        return operation;
    }

    @Override
    public Operation setOwnership(Operation.SetOwnership operation) {
        long id = any(operation.path());
        NodeRecord node = run.tree().node(id);
        Attributes old = node.liveAttributes();
        run.putNode(
                id,
                node.with(new Attributes(
                        old.mode(), operation.owner(), operation.group(), old.modified(), old.accessed())));
        return operation;
    }

    @Override
    public Operation setExtendedAttribute(Operation.SetExtendedAttribute operation) {
        run.putAttribute(any(operation.path()), operation.name(), operation.value());
        return operation;
    }

    @Override
    public Operation removeExtendedAttribute(Operation.RemoveExtendedAttribute operation) {
        long id = any(operation.path());
        if (run.tree().attribute(id, operation.name()) == null) {
            throw refused(Reason.NO_SUCH_ATTRIBUTE, operation.path(), "The extended attribute does not exist.");
        }
        run.putAttribute(id, operation.name(), null);
        return operation;
    }

    @Override
    public Operation exchangeEntries(Operation.ExchangeEntries operation) {
        Place one = place(operation.other());
        EntryRecord first = existing(one);
        Place two = place(operation.path());
        EntryRecord second = existing(two);
        if (first.node() == second.node()) {
            return operation;
        }
        requireOutside(first, one, two);
        requireOutside(second, two, one);
        run.putNames(first.node(), one.lost(), two.gained());
        run.putNames(second.node(), two.lost(), one.gained());
        run.setEntry(one.parent(), one.name(), second.node(), second.kind());
        run.setEntry(two.parent(), two.name(), first.node(), first.kind());
        return operation;
    }

    @Override
    public Operation restore(Operation.Restore operation) {
        throw new IllegalStateException("A restore is applied as the operations that it comes to");
    }

    private void createNode(Place place, NodeRecord record) {
        long node = run.newNode();
        run.putNode(node, record);
        run.setEntry(place.parent(), place.name(), node, record.kind());
        run.putNames(node, place.gained());
    }

    private void moveEntry(Place from, EntryRecord moved, Place to) {
        EntryRecord replaced = to.entry();
        if (replaced != null && replaced.node() == moved.node()) {
            return;
        }
        if (replaced != null) {
            NodeRecord node = run.tree().node(replaced.node());
            run.putNode(replaced.node(), node.withLinks(node.links() - 1));
            run.putNames(replaced.node(), to.lost());
        }
        run.setEntry(from.parent(), from.name(), 0, null);
        run.setEntry(to.parent(), to.name(), moved.node(), moved.kind());
        run.putNames(moved.node(), from.lost(), to.gained());
    }

    private void removeEntry(Place place, EntryRecord entry) {
        NodeRecord node = run.tree().node(entry.node());
        run.putNode(entry.node(), node.withLinks(node.links() - 1));
        run.setEntry(place.parent(), place.name(), 0, null);
        run.putNames(entry.node(), place.lost());
    }

    private Instant modify(long id, NodeRecord node, Optional<Instant> asked) {
        Instant modified = asked.orElse(run.time());
        Attributes old = node.liveAttributes();
        run.putNode(id, node.with(new Attributes(old.mode(), old.owner(), old.group(), modified, old.accessed())));
        return modified;
    }

    private ContentPlacer placer() {
        return new ContentPlacer(run);
    }

    private PendingOperation.Ready content() {
        return ready.orElseThrow(() -> new IllegalStateException("The operation's content was not made ready"));
    }

    /** Where an entry is or would be. */
    private record Place(
            StorePath path,
            long parent,
            Name name,
            @Nullable EntryRecord entry) {
        Link gained() {
            return new Link(true, parent, name);
        }

        Link lost() {
            return new Link(false, parent, name);
        }
    }

    private Place place(StorePath path) {
        Name name =
                path.name().orElseThrow(() -> refused(Reason.ROOT, path, "This cannot be done to the root directory."));
        long parent = directory(path.parent().orElseThrow(), path);
        return new Place(path, parent, name, run.tree().lookup(parent, name));
    }

    private Place freePlace(StorePath path) {
        if (path.isRoot()) {
            throw refused(Reason.EXISTS, path, "The root directory exists.");
        }
        Place place = place(path);
        if (place.entry() != null) {
            throw refused(Reason.EXISTS, path, "There is something at this path already.");
        }
        return place;
    }

    private EntryRecord existing(Place place) {
        EntryRecord entry = place.entry();
        if (entry == null) {
            throw refused(Reason.NOT_FOUND, place.path(), "There is nothing at this path.");
        }
        return entry;
    }

    /** The directory that a path names, for the sake of an operation on another path. */
    private long directory(StorePath directory, StorePath path) {
        checkLength(path);
        long node = NodeId.ROOT.value();
        for (Name name : directory.names()) {
            EntryRecord entry = run.tree().lookup(node, name);
            if (entry == null) {
                throw refused(Reason.NOT_FOUND, path, "A directory above this path does not exist.");
            }
            if (entry.kind() != NodeKind.DIRECTORY) {
                throw refused(Reason.NOT_A_DIRECTORY, path, "Something above this path is no directory.");
            }
            node = entry.node();
        }
        return node;
    }

    private static void checkLength(StorePath path) {
        if (path.length() > StorePath.MAX_BYTES) {
            throw new InvalidNameException(
                    "A path must have at most 4096 bytes, and this one has " + path.length() + ".");
        }
    }

    private long any(StorePath path) {
        return path.isRoot() ? NodeId.ROOT.value() : existing(place(path)).node();
    }

    private EntryRecord file(StorePath path) {
        if (path.isRoot()) {
            throw refused(Reason.IS_A_DIRECTORY, path, "This is a directory.");
        }
        EntryRecord entry = existing(place(path));
        requireFile(entry, path);
        return entry;
    }

    private void requireFile(EntryRecord entry, StorePath path) {
        if (entry.kind() == NodeKind.DIRECTORY) {
            throw refused(Reason.IS_A_DIRECTORY, path, "This is a directory.");
        }
        if (entry.kind() != NodeKind.FILE) {
            throw refused(Reason.NOT_A_FILE, path, "This is no regular file.");
        }
    }

    private void requireDirectory(EntryRecord entry, StorePath path) {
        if (entry.kind() != NodeKind.DIRECTORY) {
            throw refused(Reason.NOT_A_DIRECTORY, path, "This is no directory.");
        }
    }

    private void requireEmpty(EntryRecord entry, StorePath path) {
        if (!run.tree().list(entry.node(), null, 1).entries().isEmpty()) {
            throw refused(Reason.NOT_EMPTY, path, "The directory is not empty.");
        }
    }

    private void requireOutside(EntryRecord directory, Place at, Place other) {
        if (directory.kind() == NodeKind.DIRECTORY && run.tree().isWithin(other.parent(), directory.node())) {
            throw refused(Reason.INTO_ITSELF, at.path(), "An entry cannot be exchanged with one below it.");
        }
    }

    private ChangeRefusedException refused(Reason reason, StorePath path, String explanation) {
        return new ChangeRefusedException(reason, path, position, explanation);
    }
}

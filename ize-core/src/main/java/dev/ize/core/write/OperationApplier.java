package dev.ize.core.write;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationVisitor;
import dev.ize.core.write.Places.Place;
import dev.ize.spi.Attributes;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of the file system: checks one operation against the tree and writes what it comes to, or throws
 * before it has written anything. The edges are POSIX's. Belongs to the writer's thread.
 */
final class OperationApplier implements OperationVisitor<Operation> {
    private final ChangeRun run;
    private final Places places;
    private final Optional<PendingOperation.Ready> ready;

    private OperationApplier(ChangeRun run, PendingOperation pending) {
        this.run = run;
        this.places = new Places(run.tree(), pending.position());
        this.ready = pending.content();
    }

    /** Applies an operation other than a restore, and logs it. */
    static void apply(ChangeRun run, PendingOperation pending) {
        pending.recorded().ifPresent(recorded -> run.takeNumbersOf(recorded, pending.content()));
        run.log(OperationVisitor.visit(pending.operation(), new OperationApplier(run, pending)));
    }

    @Override
    public Operation createFile(Operation.CreateFile operation) {
        Place place = places.freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        Attributes attributes = new Attributes(operation.mode(), 0, 0, modified, modified);
        PendingOperation.Ready content = content();
        createNode(place, NodeRecord.file(attributes, placer().place(content)));
        return new Operation.CreateFile(operation.path(), content.reference(), operation.mode(), Optional.of(modified));
    }

    @Override
    public Operation writeFile(Operation.WriteFile operation) {
        EntryRecord entry = places.file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        PendingOperation.Ready data = content();
        if (operation.offset() > Long.MAX_VALUE - data.reference().length()) {
            throw places.refused(Reason.TOO_LARGE, operation.path(), "A file cannot be larger than 2^63 - 1 bytes.");
        }
        ContentLocation written = placer().write(node.fileContent(), operation.offset(), data);
        Instant modified = modify(entry.node(), node.with(written), operation.modified());
        return new Operation.WriteFile(operation.path(), operation.offset(), data.reference(), Optional.of(modified));
    }

    @Override
    public Operation truncateFile(Operation.TruncateFile operation) {
        EntryRecord entry = places.file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        ContentLocation cut = placer().truncate(node.fileContent(), operation.size());
        Instant modified = modify(entry.node(), node.with(cut), operation.modified());
        return new Operation.TruncateFile(operation.path(), operation.size(), Optional.of(modified));
    }

    @Override
    public Operation replaceContent(Operation.ReplaceContent operation) {
        EntryRecord entry = places.file(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        PendingOperation.Ready content = content();
        Instant modified = modify(entry.node(), node.with(placer().place(content)), operation.modified());
        return new Operation.ReplaceContent(operation.path(), content.reference(), Optional.of(modified));
    }

    @Override
    public Operation deleteFile(Operation.DeleteFile operation) {
        Place place = places.place(operation.path());
        EntryRecord entry = places.existing(place);
        places.requireFile(entry, place.path());
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation deleteSymlink(Operation.DeleteSymlink operation) {
        Place place = places.place(operation.path());
        EntryRecord entry = places.existing(place);
        if (entry.kind() != NodeKind.SYMLINK) {
            throw places.refused(Reason.NOT_A_SYMLINK, place.path(), "This is no symlink.");
        }
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation deleteDirectory(Operation.DeleteDirectory operation) {
        Place place = places.place(operation.path());
        EntryRecord entry = places.existing(place);
        places.requireDirectory(entry, place.path());
        places.requireEmpty(entry, place.path());
        removeEntry(place, entry);
        return operation;
    }

    @Override
    public Operation renameFile(Operation.RenameFile operation) {
        Place from = places.place(operation.from());
        EntryRecord moved = places.existing(from);
        if (moved.kind() == NodeKind.DIRECTORY) {
            throw places.refused(
                    Reason.IS_A_DIRECTORY, from.path(), "A directory is moved by a rename of directories.");
        }
        Place to = places.place(operation.path());
        EntryRecord replaced = to.entry();
        if (replaced != null && replaced.kind() == NodeKind.DIRECTORY) {
            throw places.refused(Reason.IS_A_DIRECTORY, to.path(), "A file cannot replace a directory.");
        }
        moveEntry(from, moved, to);
        return operation;
    }

    @Override
    public Operation renameDirectory(Operation.RenameDirectory operation) {
        Place from = places.place(operation.from());
        EntryRecord moved = places.existing(from);
        places.requireDirectory(moved, from.path());
        Place to = places.place(operation.path());
        if (run.tree().isWithin(to.parent(), moved.node())) {
            throw places.refused(Reason.INTO_ITSELF, to.path(), "A directory cannot be moved below itself.");
        }
        EntryRecord replaced = to.entry();
        if (replaced != null && replaced.node() != moved.node()) {
            places.requireDirectory(replaced, to.path());
            places.requireEmpty(replaced, to.path());
        }
        moveEntry(from, moved, to);
        return operation;
    }

    @Override
    public Operation createDirectory(Operation.CreateDirectory operation) {
        Place place = places.freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        createNode(place, NodeRecord.directory(new Attributes(operation.mode(), 0, 0, modified, modified)));
        return new Operation.CreateDirectory(operation.path(), operation.mode(), Optional.of(modified));
    }

    @Override
    public Operation createSymlink(Operation.CreateSymlink operation) {
        Place place = places.freePlace(operation.path());
        Instant modified = operation.modified().orElse(run.time());
        Attributes attributes = new Attributes(0777, 0, 0, modified, modified);
        createNode(place, NodeRecord.symlink(attributes, operation.target()));
        return new Operation.CreateSymlink(operation.path(), operation.target(), Optional.of(modified));
    }

    @Override
    public Operation createHardLink(Operation.CreateHardLink operation) {
        Place existing = places.place(operation.existing());
        EntryRecord entry = places.existing(existing);
        if (entry.kind() == NodeKind.DIRECTORY) {
            throw places.refused(Reason.IS_A_DIRECTORY, existing.path(), "A directory cannot have a second link.");
        }
        Place place = places.freePlace(operation.path());
        NodeRecord node = run.tree().node(entry.node());
        run.putNode(entry.node(), node.withLinks(node.links() + 1));
        run.setEntry(place.parent(), place.name(), entry.node(), entry.kind());
        run.putNames(entry.node(), place.gained());
        return operation;
    }

    @Override
    public Operation setPermissions(Operation.SetPermissions operation) {
        long id = places.node(operation.path());
        NodeRecord node = run.tree().node(id);
        Attributes old = node.liveAttributes();
        run.putNode(
                id,
                node.with(new Attributes(operation.mode(), old.owner(), old.group(), old.modified(), old.accessed())));
        return operation;
    }

    @Override
    public Operation setTimestamps(Operation.SetTimestamps operation) {
        long id = places.node(operation.path());
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
        long id = places.node(operation.path());
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
        run.putAttribute(places.node(operation.path()), operation.name(), operation.value());
        return operation;
    }

    @Override
    public Operation removeExtendedAttribute(Operation.RemoveExtendedAttribute operation) {
        long id = places.node(operation.path());
        if (run.tree().attribute(id, operation.name()) == null) {
            throw places.refused(Reason.NO_SUCH_ATTRIBUTE, operation.path(), "The extended attribute does not exist.");
        }
        run.putAttribute(id, operation.name(), null);
        return operation;
    }

    @Override
    public Operation exchangeEntries(Operation.ExchangeEntries operation) {
        Place one = places.place(operation.other());
        EntryRecord first = places.existing(one);
        Place two = places.place(operation.path());
        EntryRecord second = places.existing(two);
        if (first.node() == second.node()) {
            return operation;
        }
        places.requireOutside(first, one, two);
        places.requireOutside(second, two, one);
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
}

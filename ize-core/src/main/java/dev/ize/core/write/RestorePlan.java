package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.DepthFirst;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentReference;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a restore out as the operations that bring a state back: what must go is deleted from the leaves up,
 * what is missing is made, and a node that is still at its path is changed in place.
 */
final class RestorePlan {
    private final TreeReader present;
    private final TreeReader source;
    private final ChunkCodec codec;
    private final int position;
    private final Consumer<PendingOperation> out;
    private final Map<Long, StorePath> restoredLinks = new HashMap<>();
    private final DepthFirst walk = new DepthFirst();

    /**
     * @param present the tree as it is
     * @param source the tree as it was
     * @param out takes the operations in their order, and may change the present tree by them
     */
    RestorePlan(TreeReader present, TreeReader source, ChunkCodec codec, int position, Consumer<PendingOperation> out) {
        this.present = present;
        this.source = source;
        this.codec = codec;
        this.position = position;
        this.out = out;
    }

    void restore(Operation.Restore restore) {
        EntryRecord now = present.resolve(restore.path());
        EntryRecord then = source.resolve(restore.source());
        if (now != null && then != null) {
            findKeptLinks(restore.path(), now, then);
            walk.run();
        }
        restore(restore.path(), now, then);
        walk.run();
    }

    /** Finds where nodes of several links still are, so that their other links lead to them again. */
    private void findKeptLinks(StorePath path, EntryRecord now, EntryRecord then) {
        if (now.node() != then.node()) {
            return;
        }
        if (then.kind() != NodeKind.DIRECTORY) {
            if (source.node(then.node()).links() > 1) {
                restoredLinks.putIfAbsent(then.node(), path);
            }
            return;
        }
        walk.addChildren(source, then.node(), child -> {
            EntryRecord presentChild = present.lookup(now.node(), child.name());
            if (presentChild != null) {
                findKeptLinks(path.resolve(child.name()), presentChild, record(child));
            }
        });
    }

    /** What is removed goes first: what is added to the walk last is done first. */
    private void restore(StorePath path, @Nullable EntryRecord now, @Nullable EntryRecord then) {
        boolean kept = now != null && then != null && then.node() == now.node();
        if (then != null) {
            walk.add(() -> {
                if (kept) {
                    keep(path, then);
                } else {
                    make(path, then);
                }
            });
        }
        if (now != null && !kept) {
            remove(path, now);
        }
    }

    private void keep(StorePath path, EntryRecord then) {
        if (linkElsewhere(path, then) != null) {
            return;
        }
        update(path, then.node(), source.node(then.node()));
        if (then.kind() == NodeKind.DIRECTORY) {
            walk.addChildren(source, then.node(), child -> {
                restore(path.resolve(child.name()), present.lookup(then.node(), child.name()), record(child));
            });
            walk.addChildren(present, then.node(), child -> {
                if (source.lookup(then.node(), child.name()) == null) {
                    remove(path.resolve(child.name()), record(child));
                }
            });
        }
    }

    private void make(StorePath path, EntryRecord then) {
        StorePath linked = linkElsewhere(path, then);
        if (linked != null) {
            emit(new Operation.CreateHardLink(linked, path));
            return;
        }
        NodeRecord was = source.node(then.node());
        create(path, then.node(), was);
        if (was.links() > 1) {
            restoredLinks.put(then.node(), path);
        }
        if (then.kind() == NodeKind.DIRECTORY) {
            walk.addChildren(source, then.node(), child -> make(path.resolve(child.name()), record(child)));
        }
    }

    private @Nullable StorePath linkElsewhere(StorePath path, EntryRecord then) {
        StorePath linked = restoredLinks.get(then.node());
        return linked == null || linked.equals(path) ? null : linked;
    }

    private void remove(StorePath path, EntryRecord entry) {
        if (entry.kind() == NodeKind.DIRECTORY) {
            walk.add(() -> emit(new Operation.DeleteDirectory(path)));
            walk.addChildren(present, entry.node(), child -> remove(path.resolve(child.name()), record(child)));
        } else if (entry.kind() == NodeKind.SYMLINK) {
            emit(new Operation.DeleteSymlink(path));
        } else {
            emit(new Operation.DeleteFile(path));
        }
    }

    private void create(StorePath path, long then, NodeRecord was) {
        Attributes wanted = was.liveAttributes();
        var modified = Optional.of(wanted.modified());
        int mode = wanted.mode();
        switch (was.kind()) {
            case FILE ->
                emit(new Operation.CreateFile(path, was.fileContent().reference(), mode, modified), was.fileContent());
            case DIRECTORY -> emit(new Operation.CreateDirectory(path, mode, modified));
            case SYMLINK -> {
                emit(new Operation.CreateSymlink(path, was.linkTarget(), modified));
                mode = 0777;
            }
        }
        Attributes made = new Attributes(mode, 0, 0, wanted.modified(), wanted.modified());
        adjust(path, made, wanted);
        source.attributes(then).forEach((name, value) -> emit(new Operation.SetExtendedAttribute(path, name, value)));
    }

    private void update(StorePath path, long node, NodeRecord was) {
        NodeRecord is = present.node(node);
        Attributes made = is.liveAttributes();
        Attributes wanted = was.liveAttributes();
        if (was.kind() == NodeKind.FILE
                && !is.fileContent().reference().equals(was.fileContent().reference())) {
            ContentReference reference = was.fileContent().reference();
            emit(new Operation.ReplaceContent(path, reference, Optional.of(wanted.modified())), was.fileContent());
            made = new Attributes(made.mode(), made.owner(), made.group(), wanted.modified(), made.accessed());
        }
        adjust(path, made, wanted);
        Map<Name, byte[]> set = present.attributes(node);
        Map<Name, byte[]> wantedSet = source.attributes(node);
        set.keySet().stream()
                .filter(name -> !wantedSet.containsKey(name))
                .forEach(name -> emit(new Operation.RemoveExtendedAttribute(path, name)));
        wantedSet.forEach((name, value) -> {
            if (!Arrays.equals(value, set.get(name))) {
                emit(new Operation.SetExtendedAttribute(path, name, value));
            }
        });
    }

    private void adjust(StorePath path, Attributes is, Attributes wanted) {
        if (is.mode() != wanted.mode()) {
            emit(new Operation.SetPermissions(path, wanted.mode()));
        }
        if (is.owner() != wanted.owner() || is.group() != wanted.group()) {
            emit(new Operation.SetOwnership(path, wanted.owner(), wanted.group()));
        }
        if (!is.modified().equals(wanted.modified()) || !is.accessed().equals(wanted.accessed())) {
            emit(new Operation.SetTimestamps(path, Optional.of(wanted.modified()), Optional.of(wanted.accessed())));
        }
    }

    private void emit(Operation operation) {
        requireNameable(operation.path());
        out.accept(new PendingOperation(operation, position, Optional.empty()));
    }

    /** Content in CONTENT is referred to; content in an operation is written anew, since that may be swept. */
    private void emit(Operation operation, ContentLocation content) {
        requireNameable(operation.path());
        PendingOperation.Ready ready = content.place() instanceof ContentLocation.InOperation
                ? PendingOperation.Ready.of(
                        PreparedContent.of(new ContentRecords(source.snapshot(), codec).readRoot(content)))
                : PendingOperation.Ready.stored(content.reference());
        out.accept(new PendingOperation(operation, position, Optional.of(ready)));
    }

    /** A tree can be deeper than a path that is given, where a directory was moved down. */
    private static void requireNameable(StorePath path) {
        if (path.length() > StorePath.MAX_BYTES) {
            throw new InvalidNameException("The restore would change an entry whose path has " + path.length()
                    + " bytes, and an operation's has at most 4096; move a directory above it up, restore it there,"
                    + " and move it back.");
        }
    }

    private static EntryRecord record(DirectoryEntry entry) {
        return new EntryRecord(0, entry.node().value(), entry.kind());
    }
}

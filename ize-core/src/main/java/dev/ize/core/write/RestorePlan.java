package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.DirectoryPage;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentReference;
import dev.ize.spi.DirectoryEntry;
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
    private static final int PAGE = 1000;

    private final TreeReader present;
    private final TreeReader source;
    private final ChunkCodec codec;
    private final int position;
    private final Consumer<PendingOperation> out;
    private final Map<Long, StorePath> restoredLinks = new HashMap<>();

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
        }
        restore(restore.path(), now, then);
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
        eachChild(source, then.node(), child -> {
            EntryRecord presentChild = present.lookup(now.node(), child.name());
            if (presentChild != null) {
                findKeptLinks(path.resolve(child.name()), presentChild, record(child));
            }
        });
    }

    private void restore(StorePath path, @Nullable EntryRecord now, @Nullable EntryRecord then) {
        boolean kept = now != null && then != null && then.node() == now.node();
        if (now != null && !kept) {
            remove(path, now);
        }
        if (then == null) {
            return;
        }
        StorePath linked = restoredLinks.get(then.node());
        if (linked != null && !linked.equals(path)) {
            if (!kept) {
                emit(new Operation.CreateHardLink(linked, path));
            }
            return;
        }
        NodeRecord was = source.node(then.node());
        if (kept) {
            update(path, then.node(), was);
        } else {
            create(path, then.node(), was);
            if (was.links() > 1) {
                restoredLinks.put(then.node(), path);
            }
        }
        if (then.kind() == NodeKind.DIRECTORY) {
            restoreChildren(path, kept ? then.node() : 0, then.node());
        }
    }

    private void restoreChildren(StorePath path, long now, long then) {
        if (now != 0) {
            eachChild(present, now, child -> {
                if (source.lookup(then, child.name()) == null) {
                    remove(path.resolve(child.name()), record(child));
                }
            });
        }
        eachChild(source, then, child -> {
            EntryRecord presentChild = now == 0 ? null : present.lookup(now, child.name());
            restore(path.resolve(child.name()), presentChild, record(child));
        });
    }

    private void remove(StorePath path, EntryRecord entry) {
        if (entry.kind() == NodeKind.DIRECTORY) {
            eachChild(present, entry.node(), child -> remove(path.resolve(child.name()), record(child)));
            emit(new Operation.DeleteDirectory(path));
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
        out.accept(new PendingOperation(operation, position, Optional.empty()));
    }

    /** Content in CONTENT is referred to; content in an operation is written anew, since that may be swept. */
    private void emit(Operation operation, ContentLocation content) {
        Optional<PreparedContent> copy = content.place() instanceof ContentLocation.InOperation
                ? Optional.of(PreparedContent.of(new ContentRecords(source.snapshot(), codec).readRoot(content), codec))
                : Optional.empty();
        out.accept(new PendingOperation(
                operation,
                position,
                Optional.of(new PendingOperation.Ready(content.reference(), copy, Optional.empty()))));
    }

    private static void eachChild(TreeReader tree, long directory, Consumer<DirectoryEntry> visitor) {
        Name after = null;
        do {
            DirectoryPage page = tree.list(directory, after, PAGE);
            page.entries().forEach(visitor);
            after = page.last();
        } while (after != null);
    }

    private static EntryRecord record(DirectoryEntry entry) {
        return new EntryRecord(0, entry.node().value(), entry.kind());
    }
}

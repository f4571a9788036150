package dev.ize.core.write;

import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the paths of one operation lead, and refuses the operation where they lead to what it cannot be
 * done to. Belongs to the writer's thread.
 */
final class Places {
    private final TreeReader tree;
    private final int position;

    /**
     * @param tree the tree as the operations before have left it
     * @param position the operation's index in its change, for refusals
     */
    Places(TreeReader tree, int position) {
        this.tree = tree;
        this.position = position;
    }

    /** Where an entry is or would be. */
    record Place(
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

    /** Where a path leads; what lies above it must be directories. */
    Place place(StorePath path) {
        Name name =
                path.name().orElseThrow(() -> refused(Reason.ROOT, path, "This cannot be done to the root directory."));
        long parent = directory(path.parent().orElseThrow(), path);
        return new Place(path, parent, name, tree.lookup(parent, name));
    }

    /** Where something can be made. */
    Place freePlace(StorePath path) {
        if (path.isRoot()) {
            throw refused(Reason.EXISTS, path, "The root directory exists.");
        }
        Place place = place(path);
        if (place.entry() != null) {
            throw refused(Reason.EXISTS, path, "There is something at this path already.");
        }
        return place;
    }

    /** What is at a place. */
    EntryRecord existing(Place place) {
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
            EntryRecord entry = tree.lookup(node, name);
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

    /** The node at a path, of any kind, the root included. */
    long node(StorePath path) {
        return path.isRoot() ? NodeId.ROOT.value() : existing(place(path)).node();
    }

    /** The regular file at a path. */
    EntryRecord file(StorePath path) {
        if (path.isRoot()) {
            throw refused(Reason.IS_A_DIRECTORY, path, "This is a directory.");
        }
        EntryRecord entry = existing(place(path));
        requireFile(entry, path);
        return entry;
    }

    void requireFile(EntryRecord entry, StorePath path) {
        if (entry.kind() == NodeKind.DIRECTORY) {
            throw refused(Reason.IS_A_DIRECTORY, path, "This is a directory.");
        }
        if (entry.kind() != NodeKind.FILE) {
            throw refused(Reason.NOT_A_FILE, path, "This is no regular file.");
        }
    }

    void requireDirectory(EntryRecord entry, StorePath path) {
        if (entry.kind() != NodeKind.DIRECTORY) {
            throw refused(Reason.NOT_A_DIRECTORY, path, "This is no directory.");
        }
    }

    void requireEmpty(EntryRecord entry, StorePath path) {
        if (!tree.list(entry.node(), null, 1).entries().isEmpty()) {
            throw refused(Reason.NOT_EMPTY, path, "The directory is not empty.");
        }
    }

    /** Refuses an exchange of a directory with something below it. */
    void requireOutside(EntryRecord directory, Place at, Place other) {
        if (directory.kind() == NodeKind.DIRECTORY && tree.isWithin(other.parent(), directory.node())) {
            throw refused(Reason.INTO_ITSELF, at.path(), "An entry cannot be exchanged with one below it.");
        }
    }

    /** The refusal of the operation for whose sake this looks. */
    ChangeRefusedException refused(Reason reason, StorePath path, String explanation) {
        return new ChangeRefusedException(reason, path, position, explanation);
    }
}

package dev.ize.cli.tree;

import dev.ize.cli.output.Printable;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A local file or directory and all below it, in the order of store paths: a directory right before what is
 * in it, names as unsigned bytes. Symlinks are entries and not followed.
 *
 * <p>Memory is that of the names of the directories that are open: those from the top down to the current one.
 *
 * <p><i>Failure:</i> what cannot be read, or has a name or kind that no store can hold, goes to the {@link
 * Problems} and comes as left out. Only when the top itself cannot be read, there is an exception.
 */
final class LocalTree implements Iterator<LocalTree.Item> {
    private final LeaveOut leaveOut;
    private final Problems problems;
    private final Deque<OpenDirectory> open = new ArrayDeque<>();
    private @Nullable Item next;

    /**
     * One step of the walk.
     *
     * @param path where it is
     * @param entry what is there; empty if that is left out, with all below it
     */
    record Item(StorePath path, Optional<LocalEntry> entry) {}

    private static final class OpenDirectory {
        final StorePath path;
        final Path file;
        final Name[] names;
        int position;

        OpenDirectory(StorePath path, Path file, Name[] names) {
            this.path = path;
            this.file = file;
            this.names = names;
        }
    }

    /**
     * Starts at a file, which is at the path in the tree.
     *
     * @throws IOException if it cannot be read
     */
    LocalTree(Path file, StorePath path, LeaveOut leaveOut, Problems problems) throws IOException {
        this.leaveOut = leaveOut;
        this.problems = problems;
        LocalAttributes attributes = LocalAttributes.read(file);
        NodeKind kind = attributes.kind().orElseThrow(() -> new IOException("it is no file, directory or symlink"));
        if (kind == NodeKind.DIRECTORY) {
            open.push(new OpenDirectory(path, file, names(file)));
        }
        next = new Item(path, Optional.of(new LocalEntry(path, file, kind, attributes)));
    }

    @Override
    public boolean hasNext() {
        while (next == null && !open.isEmpty()) {
            OpenDirectory directory = open.element();
            if (directory.position == directory.names.length) {
                open.pop();
            } else {
                next = item(directory, directory.names[directory.position++]);
            }
        }
        return next != null;
    }

    @Override
    public Item next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Item item = next;
        next = null;
        return item;
    }

    /** Passes over what is in a directory that was the last item. */
    void skipBelow(StorePath path) {
        if (!open.isEmpty() && open.element().path.equals(path)) {
            open.pop();
        }
    }

    private @Nullable Item item(OpenDirectory directory, Name name) {
        StorePath path;
        try {
            path = directory.path.resolve(name);
        } catch (InvalidNameException e) {
            problems.add(directory.path + "/" + name, "its path is over " + StorePath.MAX_BYTES + " bytes");
            return null;
        }
        try {
            return item(path, directory.file.resolve(LocalNames.name(directory.file, name)));
        } catch (NoSuchFileException e) {
            // Gone since the directory was listed: as if it had been gone before.
            return null;
        } catch (IOException e) {
            problems.add(path, e);
            return new Item(path, Optional.empty());
        }
    }

    private Item item(StorePath path, Path file) throws IOException {
        LocalAttributes attributes = LocalAttributes.read(file);
        Optional<NodeKind> kind = attributes.kind();
        boolean directory = kind.filter(NodeKind.DIRECTORY::equals).isPresent();
        if (leaveOut.matches(path, directory) || (directory && leaveOut.isStore(attributes))) {
            return new Item(path, Optional.empty());
        }
        if (kind.isEmpty()) {
            problems.add(path, "sockets, devices and pipes are not recorded");
            return new Item(path, Optional.empty());
        }
        if (directory) {
            open.push(new OpenDirectory(path, file, names(file)));
        }
        return new Item(path, Optional.of(new LocalEntry(path, file, kind.get(), attributes)));
    }

    private Name[] names(Path directory) throws IOException {
        List<Name> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                byte[] bytes = LocalNames.bytes(child.getFileName());
                try {
                    names.add(Name.of(bytes));
                } catch (InvalidNameException e) {
                    problems.add(Printable.of(directory) + "/" + Printable.of(bytes), "its name is not UTF-8");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (UncheckedIOException e) {
            throw Problems.unwrap(e);
        }
        Name[] sorted = names.toArray(Name[]::new);
        Arrays.sort(sorted);
        return sorted;
    }
}

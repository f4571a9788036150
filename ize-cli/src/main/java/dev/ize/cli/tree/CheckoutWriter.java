package dev.ize.cli.tree;

import dev.ize.cli.output.Progress;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Writes a view's tree out to a local directory: bytes, modes, modification times, symlinks.
 *
 * <p>Nothing is written outside that directory, whatever names and symlinks the view or the directory holds:
 * each entry is made new, by one name, in a directory that was made or found here without following a
 * symlink. Nor is anything written into the store.
 *
 * <p>What cannot be written goes to the {@link Problems}, and the rest is written: a name that the file system
 * refuses, or takes for that of another entry, or an attribute that it cannot hold.
 */
public final class CheckoutWriter {
    private final View view;
    private final Path store;
    private final boolean force;
    private final Problems problems = new Problems();
    private final Deque<WrittenDirectory> open = new ArrayDeque<>();
    private long written;

    /**
     * Writes out of a view.
     *
     * @param store the store's directory, by its real path, which nothing is written to
     * @param force whether to replace what is in the way
     */
    public CheckoutWriter(View view, Path store, boolean force) {
        this.view = view;
        this.store = store;
        this.force = force;
    }

    /**
     * Writes the tree at a path. What is in a directory goes into the target; a file or symlink too, by its
     * name. If this throws, what was written by then stays.
     *
     * @param target an existing directory, by its real path
     * @param progress told of each entry, and of the bytes of files
     * @throws IOException if the target cannot be written to at all
     */
    public void write(StorePath from, Path target, Progress progress) throws IOException {
        Iterator<Entry> entries = view.walk(from).iterator();
        Entry top = entries.next();
        boolean isTree = top.node() instanceof Node.Directory;
        StorePath path = isTree ? from : from.parent().orElseThrow();
        try (TargetDirectory root = TargetDirectory.open(target)) {
            try (CheckoutTarget disk = new CheckoutTarget(root, store, force)) {
                open.push(WrittenDirectory.of(path, top.node(), root, force));
                if (!isTree) {
                    write(top, disk, progress);
                }
                while (entries.hasNext()) {
                    write(entries.next(), disk, progress);
                }
                while (open.size() > 1) {
                    finish(open.pop());
                }
            } finally {
                closeAllButRoot();
            }
            WrittenDirectory last = open.pop();
            if (isTree) {
                setAttributes(last);
            }
        }
    }

    /** Number of entries that were written. */
    public long written() {
        return written;
    }

    /** What could not be written. */
    public Problems problems() {
        return problems;
    }

    private void write(Entry entry, CheckoutTarget disk, Progress progress) {
        StorePath parent = entry.path().parent().orElseThrow();
        while (open.size() > 1 && !parent.startsWith(open.element().path())) {
            finish(open.pop());
        }
        progress.step();
        if (!parent.equals(open.element().path())) {
            problems.add(entry.path(), "its directory could not be written");
            return;
        }
        Path name;
        try {
            name = LocalNames.name(open.element().target().path(), name(entry));
        } catch (InvalidPathException e) {
            problems.add(entry.path(), "no file can have that name on this system");
            return;
        }
        try {
            write(entry, name, disk, progress);
            written++;
        } catch (FileAlreadyExistsException e) {
            problems.add(entry.path(), "the file system takes its name for that of another entry");
        } catch (CorruptStoreException e) {
            problems.add(entry.path(), "damaged in the store. " + e.getMessage());
        } catch (InvalidPathException e) {
            problems.add(entry.path(), "no symlink can have that target on this system");
        } catch (IOException e) {
            problems.add(entry.path(), e);
        }
    }

    private void write(Entry entry, Path name, CheckoutTarget disk, Progress progress) throws IOException {
        WrittenDirectory parent = open.element();
        Node node = entry.node();
        disk.clear(parent, name, node.kind());
        if (node instanceof Node.Directory) {
            TargetDirectory directory = disk.directory(parent.target(), name);
            open.push(WrittenDirectory.of(entry.path(), node, directory, force));
            return;
        }
        boolean placed = false;
        try {
            if (node instanceof Node.Symlink link) {
                writeSymlink(entry.path(), link, disk);
            } else {
                writeContent(entry.path(), disk, progress);
            }
            if (!disk.setAttributes(node)) {
                addTime(entry.path(), node);
            }
            disk.place(parent.target(), name);
            placed = true;
        } finally {
            if (!placed) {
                disk.discard();
            }
        }
    }

    private void writeSymlink(StorePath path, Node.Symlink link, CheckoutTarget disk) throws IOException {
        Path made = disk.symlink(LocalNames.path(link.target()));
        if (!Arrays.equals(link.target(), LocalNames.bytes(Files.readSymbolicLink(made)))) {
            problems.add(path, "its target was written without its repeated slashes");
        }
    }

    private void writeContent(StorePath path, CheckoutTarget disk, Progress progress) throws IOException {
        try (InputStream in = StoredStream.open(view, path);
                OutputStream out = Channels.newOutputStream(disk.file())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                progress.add(count);
            }
        }
    }

    private void finish(WrittenDirectory directory) {
        setAttributes(directory);
        close(directory);
    }

    private void setAttributes(WrittenDirectory directory) {
        try {
            if (!directory.target().setAttributes(directory.node())) {
                addTime(directory.path(), directory.node());
            }
        } catch (IOException e) {
            problems.add(directory.path(), e);
        }
    }

    private void close(WrittenDirectory directory) {
        try {
            directory.target().close();
        } catch (IOException e) {
            problems.add(directory.path(), e);
        }
    }

    /** After a failure directories are still open. */
    private void closeAllButRoot() {
        while (open.size() > 1) {
            close(open.pop());
        }
    }

    private void addTime(StorePath path, Node node) {
        problems.add(
                path,
                "the file system cannot hold its modification time, "
                        + node.attributes().modified());
    }

    private static Name name(Entry entry) {
        return entry.path().name().orElseThrow();
    }
}

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
    private final CheckoutTarget disk;
    private final Problems problems = new Problems();
    private final Deque<OpenDirectory> open = new ArrayDeque<>();
    private long written;

    /** A directory that gets its attributes when all that belongs in it is there. */
    private record OpenDirectory(StorePath path, Path file, Node node) {}

    /**
     * Writes out of a view.
     *
     * @param store the store's directory, which nothing is written to
     * @param force whether to replace what is in the way
     */
    public CheckoutWriter(View view, Path store, boolean force) {
        this.view = view;
        this.disk = new CheckoutTarget(store, force);
    }

    /**
     * Writes the tree at a path. What is in a directory goes into the target; a file or symlink too, by its
     * name. If this throws, what was written by then stays.
     *
     * @param target an existing directory, by its real path
     * @param progress told of each entry, and of the bytes of files
     */
    public void write(StorePath from, Path target, Progress progress) {
        Iterator<Entry> entries = view.walk(from).iterator();
        Entry top = entries.next();
        if (top.node() instanceof Node.Directory) {
            open.push(new OpenDirectory(from, target, top.node()));
        } else {
            open.push(new OpenDirectory(from.parent().orElseThrow(), target, top.node()));
            write(top, progress);
            open.clear();
        }
        while (entries.hasNext()) {
            write(entries.next(), progress);
        }
        while (!open.isEmpty()) {
            finish(open.pop());
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

    private void write(Entry entry, Progress progress) {
        StorePath parent = entry.path().parent().orElseThrow();
        while (!open.isEmpty() && !parent.startsWith(open.element().path())) {
            finish(open.pop());
        }
        progress.step();
        if (open.isEmpty() || !parent.equals(open.element().path())) {
            problems.add(entry.path(), "its directory could not be written");
            return;
        }
        try {
            Path file = LocalNames.resolve(open.element().file(), name(entry));
            write(entry, file, progress);
            written++;
        } catch (FileAlreadyExistsException e) {
            problems.add(entry.path(), "the file system takes its name for that of another entry");
        } catch (InvalidPathException e) {
            problems.add(entry.path(), "no file can have that name on this system");
        } catch (CorruptStoreException e) {
            problems.add(entry.path(), "damaged in the store. " + e.getMessage());
        } catch (IOException e) {
            problems.add(entry.path(), e);
        }
    }

    private void write(Entry entry, Path file, Progress progress) throws IOException {
        disk.clear(file, entry.node().kind());
        Node node = entry.node();
        if (node instanceof Node.Directory) {
            disk.makeDirectory(file);
            open.push(new OpenDirectory(entry.path(), file, node));
        } else if (node instanceof Node.Symlink link) {
            Files.createSymbolicLink(file, LocalNames.path(link.target()));
            if (!Arrays.equals(link.target(), LocalNames.bytes(Files.readSymbolicLink(file)))) {
                problems.add(entry.path(), "its target was written without its repeated slashes");
            }
            setAttributes(entry.path(), file, node);
        } else {
            writeContent(entry.path(), file, progress);
            setAttributes(entry.path(), file, node);
        }
    }

    private void writeContent(StorePath path, Path file, Progress progress) throws IOException {
        boolean complete = false;
        try (InputStream in = StoredStream.open(view, path);
                OutputStream out = Channels.newOutputStream(disk.createFile(file))) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                progress.add(count);
            }
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void finish(OpenDirectory directory) {
        if (directory.node() instanceof Node.Directory) {
            try {
                setAttributes(directory.path(), directory.file(), directory.node());
            } catch (IOException e) {
                problems.add(directory.path(), e);
            }
        }
    }

    private void setAttributes(StorePath path, Path file, Node node) throws IOException {
        if (!CheckoutTarget.setAttributes(file, node)) {
            problems.add(
                    path,
                    "the file system cannot hold its modification time, "
                            + node.attributes().modified());
        }
    }

    private static Name name(Entry entry) {
        return entry.path().name().orElseThrow();
    }
}

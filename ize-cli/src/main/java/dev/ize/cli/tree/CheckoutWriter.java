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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a view's tree out to a local directory: bytes, modes, modification times, symlinks.
 *
 * <p>Nothing is written outside that directory, whatever names and symlinks the view or the directory holds:
 * each entry is made new, by one name, in a directory that was made or found here without following a
 * symlink. Nor is anything written into the store.
 *
 * <p>What cannot be written goes to the {@link Problems}, and the rest is written: a name that the file system
 * refuses, or takes for that of another entry, or an attribute that it cannot hold.
 *
 * <p>For one thread, for which others make files ahead of it, in a directory of the checkout's own; it gives them their
 * places, in the order of paths.
 */
public final class CheckoutWriter {
    /** Entries that are read ahead at most; an estimate: far more than threads have room for, and little memory. */
    private static final int MAX_AHEAD = 1024;

    private final View view;
    private final Path store;
    private final boolean force;
    private final Problems problems = new Problems();
    private final Deque<WrittenDirectory> open = new ArrayDeque<>();
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private long written;

    /** The next entries of the walk. */
    private record Ahead(Entry entry, Optional<BegunFile> file) {}

    /**
     * A file that is being made.
     *
     * @param made where
     * @param work says whether the file took its time
     */
    private record BegunFile(Path made, AheadThreads.Task<Boolean> work) {}

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
        try (Stream<Entry> walk = view.walk(from);
                TargetDirectory root = TargetDirectory.open(target)) {
            Iterator<Entry> entries = walk.iterator();
            Entry top = entries.next();
            boolean isTree = top.node() instanceof Node.Directory;
            StorePath path = isTree ? from : from.parent().orElseThrow();
            try (CheckoutTarget disk = new CheckoutTarget(root, store, force);
                    AheadThreads threads = new AheadThreads()) {
                open.push(WrittenDirectory.of(path, top.node(), root, force));
                writeAll(isTree ? threads.ahead(entries) : List.of(top).iterator(), disk, threads, progress);
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

    private void writeAll(Iterator<Entry> entries, CheckoutTarget disk, AheadThreads threads, Progress progress)
            throws IOException {
        while (entries.hasNext() || !ahead.isEmpty()) {
            while (entries.hasNext() && ahead.size() < MAX_AHEAD && threads.hasRoom()) {
                ahead.add(begin(entries.next(), disk, threads, progress));
            }
            Ahead next = ahead.remove();
            boolean isWritten = false;
            try {
                isWritten = write(next, disk, threads);
            } finally {
                if (!isWritten && next.file().isPresent()) {
                    discard(next.file().orElseThrow(), disk, threads);
                }
            }
            progress.step();
        }
    }

    private Ahead begin(Entry entry, CheckoutTarget disk, AheadThreads threads, Progress progress) {
        if (!(entry.node() instanceof Node.File)) {
            return new Ahead(entry, Optional.empty());
        }
        Path made = disk.stage();
        AheadThreads.Task<Boolean> work = threads.begin(() -> makeFile(entry, made, progress));
        return new Ahead(entry, Optional.of(new BegunFile(made, work)));
    }

    private boolean write(Ahead next, CheckoutTarget disk, AheadThreads threads) {
        Entry entry = next.entry();
        StorePath parent = entry.path().parent().orElseThrow();
        while (open.size() > 1 && !parent.startsWith(open.element().path())) {
            finish(open.pop());
        }
        if (!parent.equals(open.element().path())) {
            problems.add(entry.path(), "its directory could not be written");
            return false;
        }
        Path name;
        try {
            name = LocalNames.name(open.element().target().path(), name(entry));
        } catch (InvalidPathException e) {
            problems.add(entry.path(), "no file can have that name on this system");
            return false;
        }
        try {
            write(next, name, disk, threads);
            written++;
            return true;
        } catch (FileAlreadyExistsException e) {
            problems.add(entry.path(), "the file system takes its name for that of another entry");
        } catch (CorruptStoreException e) {
            problems.add(entry.path(), "damaged in the store. " + e.getMessage());
        } catch (InvalidPathException e) {
            problems.add(entry.path(), "no symlink can have that target on this system");
        } catch (IOException e) {
            problems.add(entry.path(), e);
        }
        return false;
    }

    private void write(Ahead next, Path name, CheckoutTarget disk, AheadThreads threads) throws IOException {
        Entry entry = next.entry();
        WrittenDirectory parent = open.element();
        disk.clear(parent, name, entry.node().kind());
        if (entry.node() instanceof Node.Symlink link) {
            writeSymlink(entry.path(), link, parent.target(), name, disk);
        } else if (next.file().isPresent()) {
            BegunFile file = next.file().orElseThrow();
            if (!threads.take(file.work())) {
                addTime(entry.path(), entry.node());
            }
            disk.place(file.made(), parent.target(), name);
        } else {
            TargetDirectory directory = disk.directory(parent.target(), name);
            open.push(WrittenDirectory.of(entry.path(), entry.node(), directory, force));
        }
    }

    private void writeSymlink(StorePath path, Node.Symlink link, TargetDirectory parent, Path name, CheckoutTarget disk)
            throws IOException {
        Path made = disk.stage();
        boolean isPlaced = false;
        try {
            Files.createSymbolicLink(made, LocalNames.path(link.target()));
            if (!Arrays.equals(link.target(), LocalNames.bytes(Files.readSymbolicLink(made)))) {
                problems.add(path, "its target was written without its repeated slashes");
            }
            if (!CheckoutTarget.setAttributes(made, link)) {
                addTime(path, link);
            }
            disk.place(made, parent, name);
            isPlaced = true;
        } finally {
            if (!isPlaced) {
                disk.discard(made);
            }
        }
    }

    /** Makes a file with all that it has but its name, and says whether it took its time. */
    private boolean makeFile(Entry entry, Path made, Progress progress) throws IOException {
        try (InputStream in = StoredStream.open(view, entry.path());
                OutputStream out = Channels.newOutputStream(CheckoutTarget.file(made))) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                progress.add(count);
            }
        }
        return CheckoutTarget.setAttributes(made, entry.node());
    }

    /** Removes a file that gets no place, when nobody writes to it any more. */
    private void discard(BegunFile file, CheckoutTarget disk, AheadThreads threads) throws IOException {
        threads.drop(file.work());
        disk.discard(file.made());
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

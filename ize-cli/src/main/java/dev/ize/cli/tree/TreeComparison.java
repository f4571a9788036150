package dev.ize.cli.tree;

import dev.ize.cli.output.Progress;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a local tree differs from a view's, and tells a {@link TreeSink}.
 *
 * <p>Files are compared by content: equal size and time do not show that two files are equal where the trees come from
 * different places, as unpacked releases do. Only of a file of which the {@link StatCache} knows that it has not been
 * touched since it was last read, the content is known without reading.
 *
 * <p><i>Order:</i> first, in the order of paths, what is new and what has changed; an added file with the
 * content of one that is gone is told as its rename. Then what is gone, from the bottom up. Last, what has
 * taken the path of something of another kind. So every rename starts from a path that is still there, and
 * every addition finds its directory there and its path free.
 *
 * <p>What may differ is read on several threads ahead of the one that tells the sink, see {@link LookAhead}.
 *
 * <p><i>Memory</i> is a bit for each entry of the view, and what {@link RenameCandidates} and the {@link Spill} of
 * the paths that may differ take.
 */
final class TreeComparison implements AutoCloseable {
    private final View head;
    private final Path root;
    private final LeaveOut leaveOut;
    private final Problems problems;
    private final TreeSink sink;
    private final StatCache cache;
    private final RenameCandidates candidates;
    /** The numbers of the view's entries that stay, under their path or another. */
    private final BitSet kept = new BitSet();

    /** The paths of entries on disk that may differ from the view's. */
    private final Spill doubtful = new Spill();

    private final DataOutputStream doubtfulOut = new DataOutputStream(doubtful);
    private final PathWriter doubtfulPaths = new PathWriter(doubtfulOut);
    private final List<LocalEntry> replaced = new ArrayList<>();
    private int headEntries;
    private Progress progress = Progress.silent();

    /**
     * Compares what is in a local directory with a view's tree.
     *
     * @param root an existing directory
     * @param cache is told what files hold, and stays the caller's to save
     */
    TreeComparison(View head, Path root, LeaveOut leaveOut, Problems problems, TreeSink sink, StatCache cache) {
        this.head = head;
        this.root = root;
        this.leaveOut = leaveOut;
        this.problems = problems;
        this.sink = sink;
        this.cache = cache;
        this.candidates = new RenameCandidates(head);
    }

    /**
     * Goes through both trees, looks at what their directories and the stat cache say, and reads no file; must come before
     * {@link #run}.
     *
     * @return how many entries on disk are to be looked into
     * @throws IOException if the directory cannot be read
     */
    long survey() throws IOException {
        Survey survey = new Survey();
        try (Stream<Entry> walk = head.walk(StorePath.ROOT);
                AheadThreads threads = new AheadThreads()) {
            LocalTree local = new LocalTree(root, StorePath.ROOT, leaveOut, problems, threads);
            HeadTree recorded = new HeadTree(threads.ahead(walk.iterator()));
            new TreeMerge(local, recorded, leaveOut, survey).run();
        }
        doubtfulPaths.end();
        return survey.entries;
    }

    /**
     * Compares and tells the sink.
     *
     * @param shown moves on with each entry that the survey counted and with the bytes read
     */
    void run(Progress shown) throws IOException {
        progress = shown;
        try (DataInputStream in = new DataInputStream(doubtful.read());
                LookAhead looks = new LookAhead(new PathReader(in), this::look)) {
            for (Optional<Look> next = looks.next(); next.isPresent(); next = looks.next()) {
                try (Look look = next.get()) {
                    tell(look);
                }
            }
        }
        if (kept.cardinality() < headEntries) {
            removeWhatIsGone();
        }
        candidates.clear();
        for (LocalEntry entry : replaced) {
            addAll(entry);
        }
    }

    @Override
    public void close() throws IOException {
        doubtful.close();
    }

    private final class Survey implements TreeMerge.Visitor {
        long entries;

        @Override
        public void localOnly(LocalEntry entry) throws IOException {
            doubt(entry);
        }

        @Override
        public void headOnly(HeadTree.Numbered entry) {
            headEntries++;
            candidates.offer(entry);
        }

        @Override
        public void both(LocalEntry entry, HeadTree.Numbered before) throws IOException {
            headEntries++;
            kept.set(before.number());
            if (!isKnown(entry, before.entry())) {
                doubt(entry);
            }
        }

        @Override
        public void replaced(LocalEntry entry, HeadTree.Numbered before) {
            headEntries++;
            entries++;
            candidates.offer(before);
            replaced.add(entry);
        }

        @Override
        public void leftOut(HeadTree.Numbered entry) {
            headEntries++;
            kept.set(entry.number());
        }

        private void doubt(LocalEntry entry) throws IOException {
            entries++;
            doubtfulPaths.write(entry.path());
        }
    }

    /** Whether an entry is what it was, as far as that shows without reading. */
    private boolean isKnown(LocalEntry entry, Entry before) {
        return sameAttributes(entry, before.node().attributes())
                && (entry.kind() == NodeKind.DIRECTORY
                        || (before.node() instanceof Node.File file && cache.knows(entry, file.content())));
    }

    /** Reads what is at a path, on any thread. */
    private Look look(StorePath path) {
        try {
            LocalEntry entry = LocalEntry.read(root, path);
            Optional<Entry> before = head.find(path);
            if (entry.kind() != NodeKind.FILE) {
                return new Look(path, entry, null, before, false, null);
            }
            LocalFile file = new LocalFile(entry);
            boolean same = false;
            if (before.isPresent() && before.get().node() instanceof Node.File old) {
                same = sameContent(file, old.content(), path);
                if (!same) {
                    sink.willChange(file, old.content());
                }
            } else if (before.isEmpty() && !candidates.mayBe(file)) {
                sink.willChange(file, ContentReference.EMPTY);
            }
            return new Look(path, entry, file, before, same, null);
        } catch (IOException e) {
            return Look.failed(path, e);
        }
    }

    private void tell(Look look) {
        progress.step();
        try {
            if (look.failure() != null) {
                throw look.failure();
            }
            LocalEntry entry = Objects.requireNonNull(look.entry());
            if (look.before().isEmpty()) {
                add(entry, look.file());
            } else if (look.before().get().node().kind() == entry.kind()) {
                compare(entry, look);
            }
            // Else it has become something else since the survey, which is what the next recording will say.
        } catch (NoSuchFileException e) {
            // Gone since the survey met it, which is what the next recording will say.
        } catch (IOException e) {
            problems.add(look.path(), e);
        }
        if (look.file() != null) {
            progress.add(look.file().bytesRead());
        }
    }

    private void add(LocalEntry entry, @Nullable LocalFile file) throws IOException {
        if (file != null) {
            addFile(file);
        } else if (entry.kind() == NodeKind.DIRECTORY) {
            sink.directoryAdded(entry);
        } else {
            sink.symlinkAdded(entry, target(entry));
        }
    }

    private void addFile(LocalFile file) throws IOException {
        Optional<HeadTree.Numbered> renamed = candidates.take(file, number -> !kept.get(number));
        if (renamed.isPresent()) {
            Node.File before = (Node.File) renamed.get().entry().node();
            sink.fileRenamed(renamed.get().entry(), file);
            kept.set(renamed.get().number());
            cache.add(file.entry(), before.content());
        } else {
            sink.fileAdded(file);
            learn(file);
        }
    }

    private void compare(LocalEntry entry, Look look) throws IOException {
        Entry before = look.before().orElseThrow();
        if (look.file() != null) {
            compareFile(look.file(), before, look.same());
        } else if (entry.kind() == NodeKind.DIRECTORY) {
            compareAttributes(entry, before);
        } else {
            compareSymlink(entry, before);
        }
    }

    private void compareSymlink(LocalEntry entry, Entry before) throws IOException {
        byte[] target = target(entry);
        if (Arrays.equals(target, ((Node.Symlink) before.node()).target())) {
            compareAttributes(entry, before);
        } else {
            sink.targetChanged(before, entry, target);
        }
    }

    private void compareFile(LocalFile file, Entry before, boolean same) throws IOException {
        if (same) {
            compareAttributes(file.entry(), before);
            cache.add(file.entry(), ((Node.File) before.node()).content());
        } else {
            sink.contentChanged(before, file);
            learn(file);
        }
    }

    private void learn(LocalFile file) throws IOException {
        if (file.reference().isPresent()) {
            cache.add(file.entry(), file.reference().get());
        }
    }

    private boolean sameContent(LocalFile file, ContentReference content, StorePath path) throws IOException {
        if (file.size() != content.length()) {
            return false;
        }
        return content.form() == ContentReference.Form.BYTES
                ? file.hash().equals(content.hash())
                : file.hasContent(() -> StoredStream.open(head, path));
    }

    private void compareAttributes(LocalEntry entry, Entry before) throws IOException {
        if (!sameAttributes(entry, before.node().attributes())) {
            sink.attributesChanged(before, entry);
        }
    }

    private static boolean sameAttributes(LocalEntry entry, Attributes before) {
        return sameMode(entry, before) && sameModified(entry, before);
    }

    /** Whether the modes agree; those of symlinks, and modes on a system without, say nothing. */
    static boolean sameMode(LocalEntry entry, Attributes before) {
        return entry.kind() == NodeKind.SYMLINK
                || entry.attributes().mode().isEmpty()
                || entry.attributes().mode().getAsInt() == before.mode();
    }

    /** Whether the modification times agree; of symlinks to the microsecond, as JDK 17 can set no finer one. */
    static boolean sameModified(LocalEntry entry, Attributes before) {
        Instant modified = entry.attributes().modified();
        return entry.kind() == NodeKind.SYMLINK
                ? modified.truncatedTo(ChronoUnit.MICROS)
                        .equals(before.modified().truncatedTo(ChronoUnit.MICROS))
                : modified.equals(before.modified());
    }

    private static byte[] target(LocalEntry link) throws IOException {
        byte[] target = LocalNames.bytes(Files.readSymbolicLink(link.file()));
        if (target.length > Node.Symlink.MAX_TARGET_BYTES) {
            throw new IOException("its target is over " + Node.Symlink.MAX_TARGET_BYTES + " bytes");
        }
        return target;
    }

    /** Goes through the view again, so that a directory that is gone follows what was in it. */
    private void removeWhatIsGone() {
        HeadTree tree = new HeadTree(head.walk(StorePath.ROOT).iterator());
        Deque<Entry> directories = new ArrayDeque<>();
        for (HeadTree.Numbered entry = tree.peek(); entry != null; entry = tree.peek()) {
            tree.advance();
            while (!directories.isEmpty()
                    && !entry.path().startsWith(directories.element().path())) {
                sink.removed(directories.pop());
            }
            if (!kept.get(entry.number())) {
                if (entry.entry().node().kind() == NodeKind.DIRECTORY) {
                    directories.push(entry.entry());
                } else {
                    sink.removed(entry.entry());
                }
            }
        }
        directories.forEach(sink::removed);
    }

    private void addAll(LocalEntry top) {
        try (AheadThreads threads = new AheadThreads()) {
            LocalTree local = new LocalTree(top.file(), top.path(), leaveOut, problems, threads);
            while (local.hasNext()) {
                LocalTree.Item item = local.next();
                if (item.entry().isPresent()) {
                    addOne(item.entry().get());
                }
            }
        } catch (NoSuchFileException e) {
            // Gone since the comparison met it, which is what the next recording will say.
        } catch (IOException e) {
            problems.add(top.path(), e);
        }
    }

    private void addOne(LocalEntry entry) {
        progress.step();
        LocalFile file = entry.kind() == NodeKind.FILE ? new LocalFile(entry) : null;
        try {
            add(entry, file);
        } catch (IOException e) {
            problems.add(entry.path(), e);
        }
        if (file != null) {
            progress.add(file.bytesRead());
            file.close();
        }
    }
}

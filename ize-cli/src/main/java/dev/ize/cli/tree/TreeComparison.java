package dev.ize.cli.tree;

import dev.ize.cli.output.Progress;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
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
import java.util.Optional;

/**
 * Finds how a local tree differs from a view's, and tells a {@link TreeSink}.
 *
 * <p>Files are compared by content, always: equal size and time do not show that two files are equal where the
 * trees come from different places, as unpacked releases do.
 *
 * <p><i>Order:</i> first, in the order of paths, what is new and what has changed; an added file with the
 * content of one that is gone is told as its rename. Then what is gone, from the bottom up. Last, what has
 * taken the path of something of another kind. So every rename starts from a path that is still there, and
 * every addition finds its directory there and its path free.
 *
 * <p><i>Memory</i> is a bit for each entry of the view, and what {@link RenameCandidates} take.
 */
final class TreeComparison {
    private final View head;
    private final Path root;
    private final LeaveOut leaveOut;
    private final Problems problems;
    private final TreeSink sink;
    private final RenameCandidates candidates;
    /** The numbers of the view's entries that stay, under their path or another. */
    private final BitSet kept = new BitSet();

    private final List<LocalEntry> replaced = new ArrayList<>();
    private Progress progress = Progress.silent();

    /**
     * Compares what is in a local directory with a view's tree.
     *
     * @param root an existing directory
     */
    TreeComparison(View head, Path root, LeaveOut leaveOut, Problems problems, TreeSink sink) {
        this.head = head;
        this.root = root;
        this.leaveOut = leaveOut;
        this.problems = problems;
        this.sink = sink;
        this.candidates = new RenameCandidates(head);
    }

    /**
     * Looks at names and kinds only, for what is gone; must come before {@link #run}.
     *
     * @return how many entries there are on disk
     * @throws IOException if the directory cannot be read
     */
    long survey() throws IOException {
        Survey survey = new Survey();
        merge(new Problems(), survey);
        return survey.entries;
    }

    /**
     * Compares and tells the sink.
     *
     * @param shown moves on with each entry on disk and with the bytes read
     * @throws IOException if the directory cannot be read
     */
    void run(Progress shown) throws IOException {
        progress = shown;
        Comparison comparison = new Comparison();
        merge(problems, comparison);
        if (kept.cardinality() < comparison.headEntries) {
            removeWhatIsGone();
        }
        candidates.clear();
        for (LocalEntry entry : replaced) {
            addAll(entry);
        }
    }

    private void merge(Problems found, TreeMerge.Visitor visitor) throws IOException {
        LocalTree local = new LocalTree(root, StorePath.ROOT, leaveOut, found);
        new TreeMerge(local, new HeadTree(head), leaveOut, visitor).run();
    }

    private final class Survey implements TreeMerge.Visitor {
        long entries;

        @Override
        public void localOnly(LocalEntry entry) {
            entries++;
        }

        @Override
        public void headOnly(HeadTree.Numbered entry) {
            candidates.offer(entry);
        }

        @Override
        public void both(LocalEntry entry, HeadTree.Numbered before) {
            entries++;
        }

        @Override
        public void replaced(LocalEntry entry, HeadTree.Numbered before) {
            entries++;
            candidates.offer(before);
        }

        @Override
        public void leftOut(HeadTree.Numbered entry) {}
    }

    private final class Comparison implements TreeMerge.Visitor {
        int headEntries;

        @Override
        public void localOnly(LocalEntry entry) {
            add(entry);
        }

        @Override
        public void headOnly(HeadTree.Numbered entry) {
            headEntries++;
        }

        @Override
        public void both(LocalEntry entry, HeadTree.Numbered before) {
            headEntries++;
            if (kept.get(before.number())) {
                // It was gone at the survey and has been renamed since; now something is there again.
                add(entry);
            } else {
                kept.set(before.number());
                compare(entry, before.entry());
            }
        }

        @Override
        public void replaced(LocalEntry entry, HeadTree.Numbered before) {
            headEntries++;
            replaced.add(entry);
        }

        @Override
        public void leftOut(HeadTree.Numbered entry) {
            headEntries++;
            kept.set(entry.number());
        }
    }

    private void add(LocalEntry entry) {
        progress.step();
        try {
            switch (entry.kind()) {
                case DIRECTORY -> sink.directoryAdded(entry);
                case SYMLINK -> sink.symlinkAdded(entry, target(entry));
                case FILE -> addFile(new LocalFile(entry, progress::add));
            }
        } catch (IOException e) {
            problems.add(entry.path(), e);
        }
    }

    private void addFile(LocalFile file) throws IOException {
        Optional<HeadTree.Numbered> renamed = candidates.take(file, number -> !kept.get(number));
        if (renamed.isPresent()) {
            sink.fileRenamed(renamed.get().entry(), file);
            kept.set(renamed.get().number());
        } else {
            sink.fileAdded(file);
        }
    }

    private void compare(LocalEntry entry, Entry before) {
        progress.step();
        try {
            switch (entry.kind()) {
                case DIRECTORY -> compareAttributes(entry, before);
                case SYMLINK -> compareSymlink(entry, before);
                case FILE -> compareFile(new LocalFile(entry, progress::add), before);
            }
        } catch (IOException e) {
            problems.add(entry.path(), e);
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

    private void compareFile(LocalFile file, Entry before) throws IOException {
        if (sameContent(file, ((Node.File) before.node()).content(), before.path())) {
            compareAttributes(file.entry(), before);
        } else {
            sink.contentChanged(before, file);
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
        Attributes attributes = before.node().attributes();
        boolean sameMode = sameMode(entry, attributes);
        if (!sameMode || !sameModified(entry, attributes)) {
            sink.attributesChanged(before, entry);
        }
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
        HeadTree tree = new HeadTree(head);
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
        try {
            LocalTree local = new LocalTree(top.file(), top.path(), leaveOut, problems);
            local.forEachRemaining(item -> item.entry().ifPresent(this::add));
        } catch (NoSuchFileException e) {
            // Gone since the comparison met it, which is what the next recording will say.
        } catch (IOException e) {
            problems.add(top.path(), e);
        }
    }
}

package dev.ize.cli.tree;

import dev.ize.cli.output.Progress;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Attributes;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Makes a branch's head what a local directory holds, by one change.
 *
 * <p>Symlinks, modes, modification times and empty directories are kept. Owners, extended attributes and the
 * fact that two entries are hard links of one file are not.
 */
public final class TreeRecorder {
    /** The directory in a store's, of which recordings keep what they know of local files; it may be deleted. */
    public static final String STAT_CACHE = "stat-cache";

    private final FileSystemStorage storage;
    private final Branch branch;
    private final String author;
    private final TreeReading reading;

    /**
     * What a recording came to.
     *
     * @param change the change; empty if nothing differed
     * @param added entries that are new
     * @param changed entries whose content, target or attributes are new
     * @param renamed files that were recognised at another path
     * @param removed entries that are gone
     * @param bytesRead bytes that were read from local files
     * @param problems what was passed over
     */
    public record Recording(
            Optional<AppliedChange> change,
            long added,
            long changed,
            long renamed,
            long removed,
            long bytesRead,
            Problems problems) {}

    /** Records into a branch of a storage, which stays the caller's to close. */
    public TreeRecorder(FileSystemStorage storage, Branch branch, String author, TreeReading reading) {
        this.storage = storage;
        this.branch = branch;
        this.author = author;
        this.reading = reading;
    }

    /**
     * Records a directory. If this throws, nothing was recorded.
     *
     * @param progress starts to show progress towards a number of entries
     * @throws IOException if the directory itself cannot be read
     */
    public Recording record(Path directory, String message, LongFunction<Progress> progress) throws IOException {
        Problems problems = new Problems();
        try (ChangeWriter writer = new ChangeWriter(branch, author, message);
                StatCache cache = reading.cache(storage.directory(), directory)) {
            Operations operations = new Operations(writer);
            try (TreeComparison comparison = new TreeComparison(
                            branch.head(), directory, reading.leaveOut(), problems, operations, cache);
                    Progress shown = progress.apply(comparison.survey())) {
                comparison.run(shown);
                Optional<AppliedChange> change = writer.finish();
                cache.save();
                return operations.recording(change, shown.bytes(), problems);
            }
        }
    }

    /** Turns each difference into the operations that make it. */
    private final class Operations implements TreeSink {
        private final ChangeWriter writer;
        private long added;
        private long changed;
        private long renamed;
        private long removed;

        Operations(ChangeWriter writer) {
            this.writer = writer;
        }

        Recording recording(Optional<AppliedChange> change, long bytesRead, Problems problems) {
            return new Recording(change, added, changed, renamed, removed, bytesRead, problems);
        }

        @Override
        public void willChange(LocalFile file, ContentReference former) throws IOException {
            file.prepare(storage, former);
        }

        @Override
        public void directoryAdded(LocalEntry directory) {
            int mode = directory.attributes().mode().orElse(Change.DEFAULT_DIRECTORY_MODE);
            writer.add(new Operation.CreateDirectory(directory.path(), mode, modified(directory)));
            added++;
        }

        @Override
        public void symlinkAdded(LocalEntry link, byte[] target) {
            writer.add(new Operation.CreateSymlink(link.path(), target, modified(link)));
            added++;
        }

        @Override
        public void fileAdded(LocalFile file) throws IOException {
            create(file, Change.DEFAULT_FILE_MODE);
            added++;
        }

        @Override
        public void fileRenamed(Entry before, LocalFile file) {
            writer.add(new Operation.RenameFile(before.path(), file.path()));
            setAttributes(before, file.entry());
            renamed++;
        }

        @Override
        public void contentChanged(Entry before, LocalFile file) throws IOException {
            if (isLinked(before)) {
                recreate(before, file);
            } else {
                Operation.ReplaceContent replace = new Operation.ReplaceContent(
                        file.path(), writer.hold(file.content(storage, content(before))), modified(file.entry()));
                writer.add(replace);
                setMode(before, file.entry());
            }
            changed++;
        }

        @Override
        public void targetChanged(Entry before, LocalEntry link, byte[] target) {
            writer.add(new Operation.DeleteSymlink(before.path()));
            writer.add(new Operation.CreateSymlink(link.path(), target, modified(link)));
            changed++;
        }

        @Override
        public void attributesChanged(Entry before, LocalEntry entry) throws IOException {
            if (!isLinked(before)) {
                setAttributes(before, entry);
            } else if (before.node() instanceof Node.Symlink link) {
                targetChanged(before, entry, link.target());
                return;
            } else {
                recreate(before, new LocalFile(entry));
            }
            changed++;
        }

        @Override
        public void removed(Entry before) {
            StorePath path = before.path();
            writer.add(
                    switch (before.node().kind()) {
                        case DIRECTORY -> new Operation.DeleteDirectory(path);
                        case FILE -> new Operation.DeleteFile(path);
                        case SYMLINK -> new Operation.DeleteSymlink(path);
                    });
            removed++;
        }

        /** Whether a change of the node would change another path too, of which the local tree says otherwise. */
        private boolean isLinked(Entry entry) {
            return (entry.node() instanceof Node.File file && file.links() > 1)
                    || (entry.node() instanceof Node.Symlink link && link.links() > 1);
        }

        private void recreate(Entry before, LocalFile file) throws IOException {
            // Reads the content, which may fail, before it gives an operation away.
            Operation create = creation(file, before.node().attributes().mode(), content(before));
            writer.add(new Operation.DeleteFile(before.path()));
            writer.add(create);
        }

        private void create(LocalFile file, int defaultMode) throws IOException {
            writer.add(creation(file, defaultMode, ContentReference.EMPTY));
        }

        /** What the new content of an entry likely resembles. */
        private ContentReference content(Entry before) {
            return before.node() instanceof Node.File file ? file.content() : ContentReference.EMPTY;
        }

        private Operation creation(LocalFile file, int defaultMode, ContentReference former) throws IOException {
            // The attributes go with the bytes only after these were read.
            dev.ize.spi.Content content = writer.hold(file.content(storage, former));
            int mode = file.entry().attributes().mode().orElse(defaultMode);
            return new Operation.CreateFile(file.path(), content, mode, modified(file.entry()));
        }

        private void setAttributes(Entry before, LocalEntry entry) {
            if (!TreeComparison.sameModified(entry, before.node().attributes())) {
                writer.add(new Operation.SetTimestamps(entry.path(), modified(entry), Optional.empty()));
            }
            setMode(before, entry);
        }

        private void setMode(Entry before, LocalEntry entry) {
            Attributes attributes = before.node().attributes();
            if (!TreeComparison.sameMode(entry, attributes)) {
                writer.add(new Operation.SetPermissions(
                        entry.path(), entry.attributes().mode().getAsInt()));
            }
        }

        private Optional<Instant> modified(LocalEntry entry) {
            return Optional.of(entry.attributes().modified());
        }
    }
}

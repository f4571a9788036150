package dev.ize.backend.mvstore;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Requirement;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An MVStore, with one commit for each batch.
 *
 * <p><i>Durability:</i> a commit has been handed to the operating system when it returns, which is {@link
 * Durability#BUFFERED}; {@link Durability#SYNC} adds one flush.
 *
 * <p><i>Compaction:</i> the newest state is written to a new file, which then takes the place of the data file. It
 * waits for nobody: snapshots read on in the file before it, which ends with the last of them. Where the platform does
 * not let a file that is open be replaced, as on Windows, it is refused.
 *
 * <p><i>Refusals:</i> MVStore closes itself when a commit does not fit onto the disk, and runs out of memory when a
 * batch changes too many pages. Both are foreseen, and the batch is refused and taken back before MVStore notices.
 * Where the disk fills up between the look and the write, the engine fails.
 */
final class MvStoreEngine implements Engine {
    /** Free bytes of the disk that no batch may take: for MVStore's layout, and for other files' growth meanwhile. */
    private static final long RESERVED_DISK_BYTES = 1 << 20;

    /** A batch is in the heap as given, as copied, and in the buffer that is written: three times, and some air. */
    private static final int HEAP_PER_BATCH = 6;

    /** Changed pages are in the heap, with what Java adds to small arrays, and in that buffer. */
    private static final int HEAP_PER_UNSAVED = 6;

    /** MVStore counts them in an int, and writes them from one array. */
    private static final long MAX_UNSAVED_BYTES = 512L << 20;

    private final EngineAccess access;
    private final Set<Keyspace> keyspaces;
    private final MvStoreOptions options;
    private final @Nullable StoreDirectory directory;
    private final LongSupplier usableBytes;
    private final EngineHealth health = new EngineHealth();

    /** Replaced by the writer alone; others come to it through a version that they hold. */
    private OpenStore opened;

    private volatile CommittedVersion newest;

    /** Whether the maps hold changed pages of a batch that was taken back. */
    private boolean residue;

    private volatile boolean closed;

    private MvStoreEngine(
            EngineAccess access,
            Set<Keyspace> keyspaces,
            MvStoreOptions options,
            @Nullable StoreDirectory directory,
            OpenStore opened,
            LongSupplier usableBytes) {
        this.access = access;
        this.keyspaces = Set.copyOf(keyspaces);
        this.options = options;
        this.directory = directory;
        this.opened = opened;
        this.usableBytes = usableBytes;
        this.newest = CommittedVersion.current(opened);
    }

    static MvStoreEngine open(Path directory, Set<Keyspace> keyspaces, EngineAccess access, MvStoreOptions options) {
        try {
            StoreDirectory files = new StoreDirectory(directory);
            DataFile file = access == EngineAccess.READ_ONLY
                    ? UninterruptibleFile.openToRead(files.presentDataFile())
                    : UninterruptibleFile.open(files.dataFile(keyspaces, options));
            OpenStore opened = OpenStore.open(file, keyspaces, access, options);
            return new MvStoreEngine(access, keyspaces, options, files, opened, files.usableBytes());
        } catch (IOException e) {
            throw new StoreUnusableException("The data file cannot be opened. directory=" + directory, e);
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw FailureTranslation.translate("Opening", e);
        }
    }

    /** Opens a file that is in no directory, and so cannot be compacted. */
    static MvStoreEngine open(
            DataFile file,
            Set<Keyspace> keyspaces,
            EngineAccess access,
            MvStoreOptions options,
            LongSupplier usableBytes)
            throws IOException {
        OpenStore opened = OpenStore.open(file, keyspaces, access, options);
        return new MvStoreEngine(access, keyspaces, options, null, opened, usableBytes);
    }

    @Override
    public EngineSnapshot snapshot() {
        health.check();
        return new MvStoreSnapshot(holdNewest(), health);
    }

    private CommittedVersion holdNewest() {
        CommittedVersion version = newest;
        while (!version.hold()) {
            if (closed) {
                throw new IllegalStateException("engine is closed");
            }
            version = newest;
        }
        return version;
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        access.requireWritable("write");
        health.check();
        checkKeyspaces(batch);
        checkSize(batch);
        checkRequirements(batch);
        if (!batch.isEmpty()) {
            checkDisk(batch.bytes());
            commitResidue();
            apply(batch);
            commit();
        }
        if (durability == Durability.SYNC) {
            sync();
        }
        publish();
    }

    @Override
    public void sync() {
        access.requireWritable("sync");
        health.check();
        try {
            opened.store().sync();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Flushing", e);
        }
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        health.check();
        StoreDirectory target = new StoreDirectory(emptyDirectory);
        CommittedVersion version = holdNewest();
        try {
            CopyTarget.fill(emptyDirectory, () -> {
                try (DataFile copy = UninterruptibleFile.open(target.createDataFile())) {
                    version.opened().fileStore().copyTo(copy, progress);
                }
            });
        } finally {
            version.release();
        }
    }

    @Override
    public void compact(EngineProgress progress) {
        access.requireWritable("compact");
        health.check();
        StoreDirectory files = directory;
        if (files == null) {
            throw new UnsupportedOperationException("A file without a directory cannot be replaced");
        }
        sync();
        long total = opened.fileStore().liveBytes();
        checkDisk(total + total / 8);
        progress.reached(0, total);
        try {
            try (DataFile draft = UninterruptibleFile.open(files.createDraft())) {
                new Rewriting(newest.maps(), keyspaces, options).fill(draft, progress, total);
            }
            replace(openDraft(files), files);
        } catch (IOException e) {
            throw Rewriting.refused(e);
        } finally {
            removeDraft(files);
        }
        progress.reached(total, total);
    }

    /** Goes on with a compacted store, whose draft becomes the data file. Open snapshots keep the store before it. */
    private void replace(OpenStore compacted, StoreDirectory files) {
        CommittedVersion version;
        try {
            version = CommittedVersion.current(compacted);
            files.publishDraft();
        } catch (IOException | RuntimeException e) {
            compacted.closeNow();
            throw Rewriting.refused(e);
        }
        OpenStore replaced = opened;
        CommittedVersion previous = newest;
        opened = compacted;
        newest = version;
        residue = false;
        previous.release();
        replaced.release();
        try {
            files.forceNames();
        } catch (IOException e) {
            throw health.fatal("Making the compacted file durable", e);
        }
    }

    private OpenStore openDraft(StoreDirectory files) {
        try {
            return OpenStore.open(UninterruptibleFile.open(files.draftFile()), keyspaces, access, options);
        } catch (IOException | RuntimeException e) {
            throw new WriteRefusedException("The compacted file cannot be opened; the engine goes on", e);
        }
    }

    /** The next compaction removes it, or the next open. */
    private static void removeDraft(StoreDirectory files) {
        try {
            files.removeDraft();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public EngineStatistics statistics() {
        health.check();
        CommittedVersion version = holdNewest();
        try {
            return new EngineStatistics(
                    version.opened().file().length(),
                    version.opened().fileStore().liveBytes());
        } catch (IOException e) {
            throw health.failure("Asking for the size", e);
        } finally {
            version.release();
        }
    }

    /** Flushes what is not durable and closes the file. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        newest.release();
        try {
            if (access == EngineAccess.READ_WRITE && !health.hasFailed()) {
                opened.fileStore().recordDurable();
            }
        } catch (RuntimeException | Error e) {
            throw health.fatal("Closing", e);
        } finally {
            opened.closeNow();
        }
    }

    private void checkKeyspaces(WriteBatch batch) {
        batch.steps().forEach(step -> opened.writable().of(step.keyspace()));
        batch.requirements().forEach(requirement -> opened.writable().of(requirement.keyspace()));
    }

    private static void checkSize(WriteBatch batch) {
        long max = Math.min(Keyspace.MAX_BATCH_BYTES, maxHeapBytes() / HEAP_PER_BATCH);
        if (batch.bytes() > max) {
            throw new WriteRefusedException(
                    "The batch is too large; write it in smaller ones. batchBytes=" + batch.bytes() + " maxBytes="
                            + max,
                    null);
        }
    }

    private void checkRequirements(WriteBatch batch) {
        KeyspaceMaps committed = newest.maps();
        for (Requirement requirement : batch.requirements()) {
            byte[] actual;
            try {
                actual = committed.of(requirement.keyspace()).get(requirement.key());
            } catch (RuntimeException | Error e) {
                throw health.failure("Checking a requirement", e);
            }
            if (!Arrays.equals(actual, requirement.expected())) {
                throw new WriteConflictException("A key does not have the required value. keyspace="
                        + requirement.keyspace().name() + " key="
                        + HexFormat.of().formatHex(requirement.key()));
            }
        }
    }

    /** Refuses what does not fit onto the disk: these bytes and all changed pages, which the next commit writes. */
    private void checkDisk(long bytes) {
        long unsaved = opened.store().getUnsavedMemory();
        long needed = bytes + unsaved + unsaved / 8 + RESERVED_DISK_BYTES;
        long usable = usableBytes.getAsLong();
        if (usable < needed) {
            throw new WriteRefusedException(
                    "The disk is full; free some space and write again. usableBytes=" + usable + " neededBytes="
                            + needed,
                    null);
        }
    }

    /** Writes the pages of a batch that was taken back: their contents are those of the commit before. */
    private void commitResidue() {
        if (residue) {
            commit();
            residue = false;
        }
    }

    private void apply(WriteBatch batch) {
        long maxUnsavedBytes = Math.min(maxHeapBytes() / HEAP_PER_UNSAVED, MAX_UNSAVED_BYTES);
        BatchApplication application =
                new BatchApplication(opened.store(), opened.writable(), newest.maps(), batch, maxUnsavedBytes);
        try {
            application.apply();
            checkDisk(0);
        } catch (RuntimeException | Error e) {
            StorageException failure = health.failure("Applying a batch", e);
            if (!health.hasFailed()) {
                takeBack(application);
            }
            throw failure;
        }
    }

    private void takeBack(BatchApplication application) {
        try {
            application.takeBack();
            residue = true;
        } catch (RuntimeException | Error e) {
            throw health.fatal("Taking back a batch", e);
        }
    }

    private void commit() {
        try {
            opened.store().commit();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Committing", e);
        }
    }

    /** Lets new snapshots see what has been decided. */
    private void publish() {
        if (opened.store().getCurrentVersion() == newest.version()) {
            return;
        }
        try {
            CommittedVersion previous = newest;
            newest = CommittedVersion.current(opened);
            previous.release();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Opening the new version", e);
        }
    }

    private static long maxHeapBytes() {
        return Runtime.getRuntime().maxMemory();
    }
}

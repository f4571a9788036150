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
import dev.ize.spi.CorruptStoreException;
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
import org.h2.mvstore.MVStore;

/**
 * An MVStore, with one commit for each batch.
 *
 * <p><i>Durability:</i> a commit has been handed to the operating system when it returns, which is {@link
 * Durability#BUFFERED}; {@link Durability#SYNC} adds one flush.
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
    private final DataFile file;
    private final DataFileStore fileStore;
    private final MVStore store;
    private final KeyspaceMaps writable;
    private final LongSupplier usableBytes;
    private final EngineHealth health = new EngineHealth();

    private volatile CommittedVersion newest;

    /** Whether the maps hold changed pages of a batch that was taken back. */
    private boolean residue;

    private volatile boolean closed;

    private MvStoreEngine(
            EngineAccess access,
            DataFile file,
            DataFileStore fileStore,
            MVStore store,
            KeyspaceMaps writable,
            LongSupplier usableBytes) {
        this.access = access;
        this.file = file;
        this.fileStore = fileStore;
        this.store = store;
        this.writable = writable;
        this.usableBytes = usableBytes;
        this.newest = CommittedVersion.current(store, writable);
    }

    static MvStoreEngine open(Path directory, Set<Keyspace> keyspaces, EngineAccess access, MvStoreOptions options) {
        try {
            StoreDirectory files = new StoreDirectory(directory);
            DataFile file = access == EngineAccess.READ_ONLY
                    ? UninterruptibleFile.openToRead(files.presentDataFile())
                    : UninterruptibleFile.open(files.dataFile(keyspaces, options));
            return open(file, keyspaces, access, options, files.usableBytes());
        } catch (IOException e) {
            throw new StoreUnusableException("The data file cannot be opened. directory=" + directory, e);
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw FailureTranslation.translate("Opening", e);
        }
    }

    /** Opens an existing file, and closes it if that fails. */
    static MvStoreEngine open(
            DataFile file,
            Set<Keyspace> keyspaces,
            EngineAccess access,
            MvStoreOptions options,
            LongSupplier usableBytes)
            throws IOException {
        boolean opened = false;
        try {
            StoreDirectory.checkLength(file);
            DataFileStore fileStore = DataFileStore.open(file, access, options);
            MVStore store = StoreDirectory.openStore(fileStore);
            if (store.getCurrentVersion() != fileStore.newestVersion() || !fileStore.holdsAllChunks()) {
                throw new CorruptStoreException(
                        "The data file lacks a part of its newest state. version=" + fileStore.newestVersion(), null);
            }
            MvStoreEngine engine =
                    new MvStoreEngine(access, file, fileStore, store, KeyspaceMaps.open(store, keyspaces), usableBytes);
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        health.check();
        CommittedVersion version = newest;
        while (!version.hold()) {
            if (closed) {
                throw new IllegalStateException("engine is closed");
            }
            version = newest;
        }
        return new MvStoreSnapshot(version, health);
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
            store.sync();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Flushing", e);
        }
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        health.check();
        StoreDirectory target = new StoreDirectory(emptyDirectory);
        CopyTarget.fill(emptyDirectory, () -> {
            try (DataFile copy = UninterruptibleFile.open(target.createDataFile())) {
                fileStore.copyTo(copy, progress);
            }
        });
    }

    @Override
    public void compact(EngineProgress progress) {
        access.requireWritable("compact");
        throw new UnsupportedOperationException("This engine cannot be compacted yet");
    }

    @Override
    public EngineStatistics statistics() {
        health.check();
        try {
            return new EngineStatistics(file.length(), fileStore.liveBytes());
        } catch (IOException e) {
            throw health.failure("Asking for the size", e);
        }
    }

    /**
     * Flushes what is not durable and closes the file. MVStore's own close is not used: it compacts, or writes a mark
     * that the ring makes needless.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        newest.release();
        try {
            if (access == EngineAccess.READ_WRITE && !health.hasFailed()) {
                fileStore.recordDurable();
            }
        } catch (RuntimeException | Error e) {
            throw health.fatal("Closing", e);
        } finally {
            store.closeImmediately();
        }
    }

    private void checkKeyspaces(WriteBatch batch) {
        batch.steps().forEach(step -> writable.of(step.keyspace()));
        batch.requirements().forEach(requirement -> writable.of(requirement.keyspace()));
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
        long unsaved = store.getUnsavedMemory();
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
        BatchApplication application = new BatchApplication(store, writable, newest.maps(), batch, maxUnsavedBytes);
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
            store.commit();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Committing", e);
        }
    }

    /** Lets new snapshots see what has been decided. */
    private void publish() {
        if (store.getCurrentVersion() == newest.version()) {
            return;
        }
        try {
            CommittedVersion previous = newest;
            newest = CommittedVersion.current(store, writable);
            previous.release();
        } catch (RuntimeException | Error e) {
            throw health.fatal("Opening the new version", e);
        }
    }

    private static long maxHeapBytes() {
        return Runtime.getRuntime().maxMemory();
    }
}

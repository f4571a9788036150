package dev.ize.backend.rocksdb;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.RocksDBException;

/**
 * RocksDB as an engine: a keyspace is a column family, a snapshot is RocksDB's, a batch is one record of its
 * write-ahead log.
 *
 * <p><i>Durability:</i> a synced write flushes every log that holds unflushed data, the current one last, so
 * that all earlier buffered writes become durable with it. A buffered write has been handed to the operating
 * system. Before a table of one column family is installed, RocksDB flushes the closed logs, so that a power
 * cut cannot leave a batch in one keyspace and not in another.
 *
 * <p><i>Full disk:</i> a write is refused while it would leave no room to turn the write buffers into tables.
 * If another program takes the last space between that check and the log, the outcome is unknown ({@link
 * StorageFailedException}).
 *
 * <p><i>Compaction:</i> every keyspace is merged into its lowest level. What open snapshots still see stays until a
 * later compaction.
 *
 * <p><i>File modes:</i> all files have mode 0600 when opening, a write or a sync returns and after closing.
 * Files that RocksDB's threads make in between have 0644 until then, in a directory of mode 0700.
 *
 * <p>After {@link StorageFailedException} every call but {@link #close()} throws it again.
 */
final class RocksDbEngine implements Engine {
    /** Room for what RocksDB writes beside tables and log: manifests, options, indexes of tables. */
    private static final long ROOM_BYTES = 8 << 20;

    /** More than RocksDB adds to a step in its log: kind, column family, two lengths and a share of block headers. */
    private static final long STEP_OVERHEAD_BYTES = 32;

    private final EngineAccess access;
    private final DataDirectory directory;
    private final NativeOptions options;
    private final OpenDatabase open;
    private final long writeBufferBytes;
    private final AtomicInteger openSnapshots = new AtomicInteger();
    private volatile @Nullable StorageFailedException failure;
    private volatile boolean closed;

    private RocksDbEngine(
            EngineAccess access,
            DataDirectory directory,
            NativeOptions options,
            OpenDatabase open,
            long writeBufferBytes) {
        this.access = access;
        this.directory = directory;
        this.options = options;
        this.open = open;
        this.writeBufferBytes = writeBufferBytes;
    }

    /** Opens the engine as {@link dev.ize.core.engine.EngineProvider#openEngine} says. */
    static RocksDbEngine open(Path path, Set<Keyspace> keyspaces, EngineAccess access, RocksDbOptions options) {
        NativeLibrary.load();
        DataDirectory directory = new DataDirectory(path);
        NativeOptions nativeOptions = new NativeOptions(options);
        try {
            OpenDatabase open = OpenDatabase.open(directory, keyspaces, access, nativeOptions);
            if (access == EngineAccess.READ_WRITE) {
                if (directory.usableBytes() > ROOM_BYTES) {
                    SmallTables.merge(open.database(), open.handles());
                }
                directory.restrictAllFiles();
            }
            return new RocksDbEngine(access, directory, nativeOptions, open, options.writeBufferBytes());
        } catch (Throwable e) {
            nativeOptions.close();
            throw e;
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        requireUsable();
        openSnapshots.incrementAndGet();
        return new RocksDbSnapshot(this, open);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        access.requireWritable("write");
        requireUsable();
        requireExpected(batch);
        if (batch.isEmpty()) {
            if (durability == Durability.SYNC) {
                sync();
            }
            return;
        }
        requireRoom(batch);
        try (org.rocksdb.WriteBatch nativeBatch = nativeBatch(batch)) {
            open.database().write(durability == Durability.SYNC ? options.synced() : options.buffered(), nativeBatch);
        } catch (RocksDBException e) {
            throw recorded(RocksDbErrors.writing(e));
        }
        directory.restrictNewFiles();
    }

    @Override
    public void sync() {
        access.requireWritable("sync");
        requireUsable();
        try {
            open.database().flushWal(true);
        } catch (RocksDBException e) {
            throw recorded(RocksDbErrors.writing(e));
        }
        directory.restrictNewFiles();
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        requireUsable();
        DatabaseCopy copy = new DatabaseCopy(open, directory, progress);
        CopyTarget.fill(emptyDirectory, () -> {
            if (access == EngineAccess.READ_ONLY) {
                copy.fillWithFiles(emptyDirectory);
            } else {
                copy.fillWithCheckpoint(emptyDirectory);
            }
        });
    }

    @Override
    public void compact(EngineProgress progress) {
        access.requireWritable("compact");
        sync();
        try (CompactRangeOptions everything =
                new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)) {
            long total = directory.bytes();
            requireRoomToCompact(total);
            progress.reached(0, total);
            int done = 0;
            for (ColumnFamilyHandle handle : open.handles()) {
                open.database().compactRange(handle, null, null, everything);
                done++;
                progress.reached(
                        done == open.handles().size()
                                ? total
                                : total / open.handles().size() * done,
                        total);
            }
        } catch (RocksDBException e) {
            throw recorded(RocksDbErrors.writing(e));
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            directory.restrictNewFiles();
        }
    }

    /** Tables are written anew before the old ones are removed, and write buffers become tables. */
    private void requireRoomToCompact(long directoryBytes) {
        long needed = directoryBytes + bufferedBytes() + ROOM_BYTES;
        long usable = directory.usableBytes();
        if (usable < needed) {
            throw new WriteRefusedException(
                    "The disk has no room for a compaction; free some space: backend=rocksdb directory="
                            + directory
                            + " usableBytes="
                            + usable
                            + " neededBytes="
                            + needed,
                    null);
        }
    }

    /** It waits and writes in native code, which no interrupt reaches. */
    @Override
    public boolean bearsInterrupts() {
        return true;
    }

    @Override
    public EngineStatistics statistics() {
        requireUsable();
        try {
            long disk = directory.bytes();
            long tables = open.database().getAggregatedLongProperty("rocksdb.estimate-live-data-size");
            long buffers = open.database().getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables");
            // Buffers are counted in memory, with gaps, and lie in the log once: the disk is the upper bound.
            return new EngineStatistics(disk, Math.min(disk, tables + buffers));
        } catch (RocksDBException e) {
            throw readFailure(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Closes the engine.
     *
     * @throws IllegalStateException if snapshots are open; then nothing was closed, since RocksDB would take
     *     the JVM down at their next use
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        int snapshots = openSnapshots.get();
        if (snapshots > 0) {
            throw new IllegalStateException("close the snapshots before the engine: " + snapshots + " open");
        }
        closed = true;
        open.close();
        options.close();
        if (access == EngineAccess.READ_WRITE) {
            directory.restrictNewFiles();
        }
    }

    /** Called by a snapshot that has released its native parts. */
    void snapshotClosed() {
        openSnapshots.decrementAndGet();
    }

    /** The exception to throw for a failed read, which may be the engine's last. */
    StorageException readFailure(RocksDBException e) {
        return recorded(RocksDbErrors.reading(e));
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        StorageFailedException earlier = failure;
        if (earlier != null) {
            throw new StorageFailedException(
                    "The engine failed earlier; close the store and open it again: backend=rocksdb directory="
                            + directory,
                    earlier);
        }
    }

    /** Only one thread writes, so that what is read here still holds when the batch is written. */
    private void requireExpected(WriteBatch batch) {
        for (WriteBatch.Requirement requirement : batch.requirements()) {
            byte[] found;
            try {
                found = open.database().get(open.handle(requirement.keyspace()), requirement.key());
            } catch (RocksDBException e) {
                throw readFailure(e);
            }
            if (!Arrays.equals(found, requirement.expected())) {
                throw new WriteConflictException("A key does not have the required value: backend=rocksdb keyspace="
                        + requirement.keyspace().name()
                        + " key="
                        + HexFormat.of().formatHex(requirement.key()));
            }
        }
    }

    private void requireRoom(WriteBatch batch) {
        if (batch.bytes() > Keyspace.MAX_BATCH_BYTES) {
            throw new WriteRefusedException(
                    "The batch is too large; write less at once: backend=rocksdb bytes="
                            + batch.bytes()
                            + " max="
                            + Keyspace.MAX_BATCH_BYTES,
                    null);
        }
        // The log takes the batch once, and a table will take it once more.
        long needed = 2 * (batch.bytes() + STEP_OVERHEAD_BYTES * batch.steps().size()) + ROOM_BYTES;
        long usable = directory.usableBytes();
        if (usable >= needed + 2 * writeBufferBytes) {
            return;
        }
        needed += bufferedBytes();
        if (usable < needed) {
            throw new WriteRefusedException(
                    "The disk is nearly full; free some space: backend=rocksdb directory="
                            + directory
                            + " usableBytes="
                            + usable
                            + " neededBytes="
                            + needed,
                    null);
        }
    }

    private long bufferedBytes() {
        try {
            return open.database().getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException e) {
            throw readFailure(e);
        }
    }

    private org.rocksdb.WriteBatch nativeBatch(WriteBatch batch) throws RocksDBException {
        var nativeBatch = new org.rocksdb.WriteBatch();
        try {
            for (WriteBatch.Step step : batch.steps()) {
                add(step, nativeBatch);
            }
            return nativeBatch;
        } catch (Throwable e) {
            nativeBatch.close();
            throw e;
        }
    }

    private void add(WriteBatch.Step step, org.rocksdb.WriteBatch nativeBatch) throws RocksDBException {
        ColumnFamilyHandle handle = open.handle(step.keyspace());
        if (step instanceof WriteBatch.Put put) {
            nativeBatch.put(handle, put.key(), put.value());
        } else if (step instanceof WriteBatch.Delete delete) {
            nativeBatch.delete(handle, delete.key());
        } else if (step instanceof WriteBatch.DeleteRange range) {
            nativeBatch.deleteRange(handle, range.from(), range.to());
        } else {
            throw new IllegalArgumentException("unknown step: " + step);
        }
    }

    private StorageException unreadable(IOException e) {
        return recorded(new StorageFailedException(
                "The engine's directory cannot be read: backend=rocksdb directory=" + directory, e));
    }

    private StorageException recorded(StorageException e) {
        if (e instanceof StorageFailedException failed && failure == null) {
            failure = failed;
        }
        return e;
    }
}

package dev.ize.backend.lmdb;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/**
 * LMDB as an engine: one environment, one named database a keyspace.
 *
 * <p>Every batch is durable when {@link #write} returns, whatever was asked for: LMDB's weaker modes either
 * may damage the store at a power cut or cannot be chosen a batch. A batch is a write transaction that
 * begins and ends in one call, since LMDB binds it to the thread.
 *
 * <p><i>Compaction:</i> the newest state is copied without free pages beside readers. Then, when no snapshot is open,
 * the copy takes the place of the data file and the environment is opened again; if snapshots stay open for as long as
 * the growth of the map would wait, the compaction is refused.
 *
 * <p>Disk bytes are the lengths of the two files, live bytes the pages of all keyspaces' trees in full.
 */
final class LmdbEngine implements Engine {
    /** The map grows by whole units of this, a multiple of every page size. */
    private static final long GROWTH_UNIT_BYTES = 1L << 20;

    /** With less room than this beyond four times the batch, an I/O error is taken for a full disk. */
    private static final long FULL_DISK_BYTES = 16L << 20;

    private static final long NOT_BEGUN = -1;

    private final EngineAccess access;
    private final Path directory;
    private final LmdbOptions options;
    private final Set<Keyspace> keyspaces;
    private final Health health = new Health();
    private final ReaderPool readers;
    private volatile LmdbEnvironment opened;
    private BatchWriter writer;
    private boolean closed;

    private LmdbEngine(EngineAccess access, Path directory, Set<Keyspace> keyspaces, LmdbOptions options) {
        this.access = access;
        this.directory = directory;
        this.options = options;
        this.keyspaces = Set.copyOf(keyspaces);
        this.opened = LmdbEnvironment.open(directory, keyspaces, access, options);
        this.writer = new BatchWriter(opened.databases());
        this.readers = new ReaderPool(() -> new Reader(opened, health), health, options.maxReaders());
    }

    static LmdbEngine open(Path directory, Set<Keyspace> keyspaces, EngineAccess access, LmdbOptions options) {
        return new LmdbEngine(access, directory, keyspaces, options);
    }

    @Override
    public EngineSnapshot snapshot() {
        return new LmdbSnapshot(readers);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        access.requireWritable("write");
        health.check();
        opened.databases().checkDeclared(batch);
        while (!fitsTheMap(batch)) {
            growMap(batch.bytes());
        }
        padDataFile();
    }

    @Override
    public void sync() {
        access.requireWritable("sync");
        health.check();
        try {
            environment().sync(true);
        } catch (RuntimeException e) {
            throw health.note(LmdbErrors.writing(e, false, false));
        }
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        health.check();
        CopyTarget.fill(emptyDirectory, () -> {
            long bytes = opened.dataFile().length();
            progress.reached(0, bytes);
            readers.besideReaders(() -> copyEnvironment(emptyDirectory));
            progress.reached(bytes, bytes);
        });
    }

    private void copyEnvironment(Path target) {
        try {
            environment().copy(target.toFile());
        } catch (RuntimeException e) {
            throw LmdbErrors.copying(e);
        }
    }

    @Override
    public void compact(EngineProgress progress) {
        access.requireWritable("compact");
        health.check();
        try (CompactFile compact = new CompactFile(directory)) {
            long bytes = opened.dataFile().length();
            progress.reached(0, bytes);
            readers.besideReaders(() -> compact.fill(environment()));
            compact.force();
            readers.withoutReaders(
                    options.growthTimeoutMillis(),
                    "The compacted file cannot be taken while snapshots are open; close them and try again",
                    () -> take(compact));
            progress.reached(bytes, bytes);
        } catch (IOException e) {
            throw new WriteRefusedException("The compacted file could not be written; the engine goes on", e);
        }
    }

    /** Goes on with the compacted file. After a failure nothing is mapped any more. */
    private void take(CompactFile compact) {
        try {
            environment().close();
            compact.replaceDataFile();
            opened = LmdbEnvironment.open(directory, keyspaces, access, options);
            writer = new BatchWriter(opened.databases());
        } catch (IOException | RuntimeException e) {
            throw health.note(new StorageFailedException(
                    "LMDB could not go on with the compacted file; open the store again. path=" + directory, e));
        }
    }

    private Env<NativeBytes> environment() {
        return opened.environment();
    }

    @Override
    public EngineStatistics statistics() {
        Reader reader = readers.lend();
        try {
            long diskBytes = opened.dataFile().length() + opened.lockFile().length();
            return new EngineStatistics(diskBytes, reader.pages() * opened.pageBytes());
        } catch (IOException e) {
            throw health.note(
                    new StorageFailedException("The sizes of LMDB's files cannot be read. path=" + directory, e));
        } finally {
            readers.takeBack(reader);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            readers.close();
        } finally {
            environment().close();
        }
    }

    /** Writes the batch, or returns false if the map has no room for it, with nothing written. */
    private boolean fitsTheMap(WriteBatch batch) {
        long transactionId = NOT_BEGUN;
        try (Txn<NativeBytes> transaction = environment().txnWrite()) {
            transactionId = transaction.getId();
            writer.write(transaction, batch);
            transaction.commit();
            return true;
        } catch (Env.MapFullException e) {
            return false;
        } catch (WriteConflictException e) {
            throw e;
        } catch (RuntimeException e) {
            throw health.note(LmdbErrors.writing(e, isAborted(transactionId), isDiskFull(batch)));
        }
    }

    /**
     * Whether LMDB has written nothing of a transaction and takes others: the next one gets the same number,
     * which only a commit moves on, and LMDB refuses to begin it if writing the meta page failed.
     */
    private boolean isAborted(long transactionId) {
        if (transactionId == NOT_BEGUN) {
            return false;
        }
        try (Txn<NativeBytes> probe = environment().txnWrite()) {
            return probe.getId() == transactionId;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean isDiskFull(WriteBatch batch) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < 4 * batch.bytes() + FULL_DISK_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** Doubles the map, or more for a large batch. After a failure nothing is mapped any more. */
    void growMap(long batchBytes) {
        long mapBytes = environment().info().mapSize;
        long wanted = Math.max(2 * mapBytes, mapBytes + 2 * batchBytes);
        long units = (wanted + GROWTH_UNIT_BYTES - 1) / GROWTH_UNIT_BYTES;
        String refusal = "The memory map is full and cannot grow while snapshots are open; close them and try again, or"
                + " open the store with a larger mapBytes";
        readers.withoutReaders(options.growthTimeoutMillis(), refusal, () -> {
            try {
                environment().setMapSize(units * GROWTH_UNIT_BYTES);
            } catch (RuntimeException e) {
                throw health.note(new StorageFailedException(
                        "LMDB's memory map cannot grow; nothing was written. mapBytes=" + mapBytes, e));
            }
        });
    }

    /** Not needed for what was just written; a file left short costs the next open a look at every page. */
    private void padDataFile() {
        try {
            opened.dataFile().pad((environment().info().lastPageNumber + 1) * opened.pageBytes());
        } catch (IOException | RuntimeException e) {
            // The batch is durable, so that the caller must not hear of this.
            return;
        }
    }
}

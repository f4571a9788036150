package dev.ize.tck.memory;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.VirtualThreads;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine in memory, which holds its callers to every rule of the seam.
 *
 * <p>Its data belongs to the real path of its directory and is there at the next open in the same process;
 * the directory itself holds a marker file only. Deleting the directory deletes the data. A snapshot costs nothing and
 * a batch O(log n) a step, so that hundreds of thousands of keys and as many batches are fine. Disk and live bytes are
 * the lengths of keys and values.
 *
 * <p><i>Failure:</i> {@link WriteRefusedException} for a batch over {@link Keyspace#MAX_BATCH_BYTES}. A
 * broken rule is an {@link IllegalStateException} or {@link IllegalArgumentException}, and changes nothing:
 * use after close, of cursors and snapshots too; two threads in one snapshot, or two writers; a writer
 * that is a virtual thread or is interrupted; arrays of a batch that change during the write; keys out of
 * bounds; undeclared keyspaces. {@link #close()} reports snapshots that were left open, with the stack
 * that opened the first, after it has released everything.
 */
public final class InMemoryEngine implements Engine {
    private final EngineAccess access;
    private final MemoryDisk disk;
    private final Set<InMemorySnapshot> openSnapshots = ConcurrentHashMap.newKeySet();
    private final Turnstile writer = new Turnstile("The engine's writing side");
    private volatile boolean closed;
    private volatile boolean powerLost;

    /** Opens the engine of a directory that exists, to be written; throws what the other constructor does. */
    public InMemoryEngine(Path directory, Set<Keyspace> keyspaces) {
        this(directory, keyspaces, EngineAccess.READ_WRITE);
    }

    /**
     * Opens the engine of a directory that exists.
     *
     * @throws IllegalStateException if it is open already, or was opened with other keyspaces before
     * @throws dev.ize.spi.StoreUnusableException if its data is in another process, its directory was copied by
     *     anything but {@link #copyTo}, or there is none to be read only
     */
    public InMemoryEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access) {
        this.access = access;
        this.disk = MemoryDisk.mount(directory, keyspaces, access);
    }

    @Override
    public EngineSnapshot snapshot() {
        checkUsable();
        InMemorySnapshot snapshot = new InMemorySnapshot(this, disk.written());
        openSnapshots.add(snapshot);
        return snapshot;
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        access.requireWritable("write");
        writer.enter();
        try {
            checkWriter();
            if (batch.bytes() > Keyspace.MAX_BATCH_BYTES) {
                throw new WriteRefusedException(
                        "The batch is too large; write it in parts. bytes=" + batch.bytes() + " limit="
                                + Keyspace.MAX_BATCH_BYTES,
                        null);
            }
            BatchFingerprint before = BatchFingerprint.of(batch);
            KeyspaceTrees after = disk.written().after(batch);
            if (!before.equals(BatchFingerprint.of(batch))) {
                throw new IllegalStateException("An array of the batch was changed after it was handed over");
            }
            disk.write(after);
            if (durability == Durability.SYNC) {
                disk.flush();
            }
        } finally {
            writer.leave();
        }
    }

    @Override
    public void sync() {
        access.requireWritable("sync");
        writer.enter();
        try {
            checkWriter();
            disk.flush();
        } finally {
            writer.leave();
        }
    }

    /** The copy is in memory too, and costs nothing. */
    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        checkUsable();
        checkPlatformThread();
        KeyspaceTrees state = disk.written();
        CopyTarget.fill(emptyDirectory, () -> {
            progress.reached(0, state.bytes());
            MemoryDisk.copy(emptyDirectory, state);
            progress.reached(state.bytes(), state.bytes());
        });
    }

    /** Holds the caller to the rules; there is nothing to be gained. */
    @Override
    public void compact(EngineProgress progress) {
        access.requireWritable("compact");
        writer.enter();
        try {
            checkWriter();
            long bytes = disk.written().bytes();
            progress.reached(0, bytes);
            disk.flush();
            progress.reached(bytes, bytes);
        } finally {
            writer.leave();
        }
    }

    @Override
    public EngineStatistics statistics() {
        checkUsable();
        long bytes = disk.written().bytes();
        return new EngineStatistics(bytes, bytes);
    }

    /**
     * Cuts the power: what was neither written with {@link Durability#SYNC} nor followed by such a write or a {@link
     * #sync()} is gone. Every call but {@link #close()} is a {@link StorageFailedException} from now on, and the next
     * open of the directory finds what was durable.
     */
    public void losePower() {
        writer.enter();
        try {
            checkUsable();
            powerLost = true;
            disk.losePower();
        } finally {
            writer.leave();
        }
    }

    @Override
    public void close() {
        writer.enter();
        try {
            checkOpen();
            closed = true;
            if (!powerLost) {
                disk.flush();
            }
            disk.unmount();
        } finally {
            writer.leave();
        }
        complainOfOpenSnapshots();
    }

    void checkUsable() {
        checkOpen();
        if (powerLost) {
            throw new StorageFailedException("The power was cut; close the engine and open it again", null);
        }
    }

    void forget(InMemorySnapshot snapshot) {
        openSnapshots.remove(snapshot);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The engine is closed");
        }
    }

    private void checkWriter() {
        checkUsable();
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("The writing thread is interrupted");
        }
        checkPlatformThread();
    }

    private static void checkPlatformThread() {
        if (VirtualThreads.isCurrent()) {
            throw new IllegalStateException("The calling thread is virtual");
        }
    }

    private void complainOfOpenSnapshots() {
        Iterator<InMemorySnapshot> left = openSnapshots.iterator();
        if (left.hasNext()) {
            throw new IllegalStateException(
                    "The engine was closed before its snapshots. open=" + openSnapshots.size(),
                    left.next().opening());
        }
    }
}

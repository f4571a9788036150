package dev.ize.backend.mvstore;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.WriteRefusedException;
import java.util.Arrays;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way into the maps, in memory: applied step by step, and taken back where it cannot be committed.
 *
 * <p>Taking back gives each key that the batch names its committed value again. MVStore's own rollback is not used:
 * it rewrites the file's header, forgets who uses the current version, and disturbs readers.
 */
final class BatchApplication {
    /** Steps between two looks at the memory. */
    private static final int STEPS_PER_CHECK = 64;

    private final MVStore store;
    private final KeyspaceMaps writable;
    private final KeyspaceMaps committed;
    private final WriteBatch batch;
    private final long maxUnsavedBytes;

    /** Steps that have been applied whole. */
    private int applied;

    /** Last key that the range deletion under way has removed. */
    private byte @Nullable [] removedUpTo;

    private int untilCheck = STEPS_PER_CHECK;

    /** @param maxUnsavedBytes memory that changed pages may take; MVStore holds all of them until the commit */
    BatchApplication(
            MVStore store, KeyspaceMaps writable, KeyspaceMaps committed, WriteBatch batch, long maxUnsavedBytes) {
        this.store = store;
        this.writable = writable;
        this.committed = committed;
        this.batch = batch;
        this.maxUnsavedBytes = maxUnsavedBytes;
    }

    /**
     * Applies all steps.
     *
     * @throws WriteRefusedException if the changed pages take too much memory
     */
    void apply() {
        for (Step step : batch.steps()) {
            checkMemory();
            if (step instanceof Put put) {
                writable.of(put.keyspace()).put(put.key().clone(), put.value().clone());
            } else if (step instanceof Delete delete) {
                writable.of(delete.keyspace()).remove(delete.key());
            } else if (step instanceof DeleteRange range) {
                deleteRange(range);
            }
            applied++;
        }
    }

    /** Takes back what has been applied. A single put or removal that failed has changed nothing. */
    void takeBack() {
        for (Step step : batch.steps().subList(0, applied)) {
            if (step instanceof Put put) {
                restore(put.keyspace(), put.key());
            } else if (step instanceof Delete delete) {
                restore(delete.keyspace(), delete.key());
            } else if (step instanceof DeleteRange range) {
                restoreRange(range.keyspace(), range.from(), range.to());
            }
        }
        if (removedUpTo != null && batch.steps().get(applied) instanceof DeleteRange range) {
            restoreRange(range.keyspace(), range.from(), removedUpTo);
            restore(range.keyspace(), removedUpTo);
        }
    }

    private void deleteRange(DeleteRange range) {
        MVMap<byte[], byte[]> map = writable.of(range.keyspace());
        Cursor<byte[], byte[]> keys = map.cursor(range.from());
        while (keys.hasNext()) {
            byte[] key = keys.next();
            if (Arrays.compareUnsigned(key, range.to()) >= 0) {
                break;
            }
            checkMemory();
            map.remove(key);
            removedUpTo = key;
        }
        removedUpTo = null;
    }

    private void checkMemory() {
        if (--untilCheck > 0) {
            return;
        }
        untilCheck = STEPS_PER_CHECK;
        if (store.getUnsavedMemory() > maxUnsavedBytes) {
            throw new WriteRefusedException(
                    "The batch changes more pages than the heap can hold until the commit; write it in smaller batches"
                            + " or raise -Xmx. unsavedBytes=" + store.getUnsavedMemory() + " maxUnsavedBytes="
                            + maxUnsavedBytes + " batchBytes=" + batch.bytes(),
                    null);
        }
    }

    private void restore(Keyspace keyspace, byte[] key) {
        MVMap<byte[], byte[]> map = writable.of(keyspace);
        byte[] value = committed.of(keyspace).get(key);
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key.clone(), value);
        }
    }

    /** Restores the keys in {@code [from, to)}. */
    private void restoreRange(Keyspace keyspace, byte[] from, byte[] to) {
        MVMap<byte[], byte[]> map = writable.of(keyspace);
        Cursor<byte[], byte[]> entries = committed.of(keyspace).cursor(from);
        while (entries.hasNext()) {
            byte[] key = entries.next();
            if (Arrays.compareUnsigned(key, to) >= 0) {
                return;
            }
            map.put(key, entries.getValue());
        }
    }
}

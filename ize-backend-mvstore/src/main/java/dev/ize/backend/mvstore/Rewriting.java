package dev.ize.backend.mvstore;

import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A new data file with the records of one version, and none of the space that earlier versions took.
 *
 * <p>It is committed in parts, which bound the heap that it takes.
 */
final class Rewriting {
    /** Bytes of changed pages between two commits: enough to make the pages that a commit writes twice few. */
    private static final long MAX_UNSAVED_BYTES = 8 << 20;

    /** Changed pages are in the heap, and in the buffer that is written. */
    private static final int HEAP_PER_UNSAVED = 16;

    private final KeyspaceMaps source;
    private final Set<Keyspace> keyspaces;
    private final MvStoreOptions options;
    private final long maxUnsavedBytes =
            Math.min(MAX_UNSAVED_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PER_UNSAVED);

    Rewriting(KeyspaceMaps source, Set<Keyspace> keyspaces, MvStoreOptions options) {
        this.source = source;
        this.keyspaces = keyspaces;
        this.options = options;
    }

    /**
     * Fills an empty file, durably, and leaves it open.
     *
     * @param total the bytes that progress is told of in all
     */
    void fill(DataFile target, EngineProgress progress, long total) {
        DataFileStore fileStore = create(target);
        MVStore store = unlessItFails(() -> StoreDirectory.openStore(fileStore));
        try {
            KeyspaceMaps maps = unlessItFails(() -> KeyspaceMaps.create(store, keyspaces));
            long done = 0;
            for (Keyspace keyspace : keyspaces) {
                MVMap<byte[], byte[]> map = maps.of(keyspace);
                var records = unlessItFails(() -> source.of(keyspace).cursor(null));
                while (unlessItFails(records::hasNext)) {
                    done = Math.min(done + unlessItFails(() -> writePart(records, map, store)), total);
                    progress.reached(done, total);
                }
            }
            finish(store, fileStore);
        } finally {
            store.closeImmediately();
        }
    }

    private DataFileStore create(DataFile target) {
        try {
            // The source has its own cache beside it, and what was written here is not read again.
            return DataFileStore.create(target, options.forWritingOnce());
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Writes at least one record and commits; returns the bytes written. */
    private long writePart(Cursor<byte[], byte[]> records, MVMap<byte[], byte[]> target, MVStore store) {
        long bytes = 0;
        do {
            byte[] key = records.next();
            byte[] value = records.getValue();
            target.put(key, value);
            bytes += key.length + value.length;
        } while (records.hasNext() && store.getUnsavedMemory() < maxUnsavedBytes);
        store.commit();
        return bytes;
    }

    private static void finish(MVStore store, DataFileStore fileStore) {
        try {
            store.commit();
            fileStore.recordDurable();
        } catch (RuntimeException | Error e) {
            throw refused(e);
        }
    }

    private static <T> T unlessItFails(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            throw refused(e);
        }
    }

    /** The source is read only, so that nothing has happened to it. */
    static StorageException refused(Throwable cause) {
        if (FailureTranslation.translate("Compacting", cause) instanceof CorruptStoreException damaged) {
            return damaged;
        }
        return new WriteRefusedException(
                "The compacted file could not be written; the engine goes on. backend=" + MvStoreOptions.BACKEND,
                cause);
    }
}

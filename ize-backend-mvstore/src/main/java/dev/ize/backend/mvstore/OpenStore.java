package dev.ize.backend.mvstore;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;

/**
 * An MVStore with its file: an engine has one after another, as compactions replace the file.
 *
 * <p><i>Life cycle:</i> held by its engine and by each {@link CommittedVersion}; the last one to let go closes it, so
 * that snapshots read on in a file that has been replaced. <i>Threads:</i> any.
 */
final class OpenStore {
    private final DataFile file;
    private final DataFileStore fileStore;
    private final MVStore store;
    private final KeyspaceMaps writable;
    private final AtomicInteger holders = new AtomicInteger(1);

    private OpenStore(DataFile file, DataFileStore fileStore, MVStore store, KeyspaceMaps writable) {
        this.file = file;
        this.fileStore = fileStore;
        this.store = store;
        this.writable = writable;
    }

    /**
     * Opens the newest state in an existing file, held by the caller, and closes the file if that fails.
     *
     * @throws CorruptStoreException if a part of it is missing or damaged
     */
    static OpenStore open(DataFile file, Set<Keyspace> keyspaces, EngineAccess access, MvStoreOptions options)
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
            OpenStore result = new OpenStore(file, fileStore, store, KeyspaceMaps.open(store, keyspaces));
            opened = true;
            return result;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    DataFile file() {
        return file;
    }

    DataFileStore fileStore() {
        return fileStore;
    }

    MVStore store() {
        return store;
    }

    KeyspaceMaps writable() {
        return writable;
    }

    /** Holds the store once more; only for one who knows that it is held. */
    void hold() {
        int unused = holders.incrementAndGet();
    }

    /**
     * Lets go, once for each hold. MVStore's own close is not used: it compacts, or writes a mark that the ring makes
     * needless.
     */
    void release() {
        if (holders.decrementAndGet() == 0) {
            store.closeImmediately();
        }
    }

    /** Closes the store whoever holds it. */
    void closeNow() {
        store.closeImmediately();
    }
}

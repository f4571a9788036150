package dev.ize.backend.mvstore;

import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;

/**
 * The state after one commit, shared by the snapshots of it.
 *
 * <p>MVStore keeps the pages of a version while it is registered as in use. The writer registers each version once,
 * right after its commit, so that a snapshot costs no more than a count and never meets a commit half-way. The
 * engine holds the newest version; the last one to let go deregisters it.
 *
 * <p><i>Threads:</i> any.
 */
final class CommittedVersion {
    private final MVStore store;
    private final KeyspaceMaps maps;
    private final MVStore.TxCounter usage;
    private final AtomicInteger holders = new AtomicInteger(1);

    private CommittedVersion(MVStore store, KeyspaceMaps maps, MVStore.TxCounter usage) {
        this.store = store;
        this.maps = maps;
        this.usage = usage;
    }

    /** The store's current version, held by the caller. To be called by the writer, with nothing uncommitted. */
    static CommittedVersion current(MVStore store, KeyspaceMaps writable) {
        MVStore.TxCounter usage = store.registerVersionUsage();
        return new CommittedVersion(store, writable.at(store.getCurrentVersion()), usage);
    }

    long version() {
        return usage.version;
    }

    KeyspaceMaps maps() {
        return maps;
    }

    /** Holds the version once more; false if it has been let go by all, and a newer one is to be taken. */
    boolean hold() {
        int current = holders.get();
        while (current > 0) {
            if (holders.compareAndSet(current, current + 1)) {
                return true;
            }
            current = holders.get();
        }
        return false;
    }

    /** Lets go, once for each hold. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            store.deregisterVersionUsage(usage);
        }
    }
}

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
    private final OpenStore opened;
    private final KeyspaceMaps maps;
    private final MVStore.TxCounter usage;
    private final AtomicInteger holders = new AtomicInteger(1);

    private CommittedVersion(OpenStore opened, KeyspaceMaps maps, MVStore.TxCounter usage) {
        this.opened = opened;
        this.maps = maps;
        this.usage = usage;
    }

    /** The store's current version, held by the caller. To be called by the writer, with nothing uncommitted. */
    static CommittedVersion current(OpenStore opened) {
        MVStore store = opened.store();
        MVStore.TxCounter usage = store.registerVersionUsage();
        KeyspaceMaps maps = opened.writable().at(store.getCurrentVersion());
        opened.hold();
        return new CommittedVersion(opened, maps, usage);
    }

    long version() {
        return usage.version;
    }

    /** The store that the version is of, open while the version is held. */
    OpenStore opened() {
        return opened;
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
            opened.store().deregisterVersionUsage(usage);
            opened.release();
        }
    }
}

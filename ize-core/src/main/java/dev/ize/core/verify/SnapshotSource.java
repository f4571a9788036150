package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;

/** Opens engine snapshots for the steps of a verification, which closes each soon. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Opens the newest state of the engine, which the caller closes.
     *
     * @throws dev.ize.spi.StorageClosedException once the storage is closed
     */
    EngineSnapshot open();
}

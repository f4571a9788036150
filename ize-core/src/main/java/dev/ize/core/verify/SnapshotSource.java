package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;

/** Opens engine snapshots for the steps of a verification, which closes each soon. */
@FunctionalInterface
public interface SnapshotSource {
    EngineSnapshot open();
}

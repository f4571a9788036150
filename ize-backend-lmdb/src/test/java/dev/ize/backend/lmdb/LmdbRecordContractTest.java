package dev.ize.backend.lmdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.storage.RecordContractSuite;

/** Storages over LMDB pass the contract of records. */
final class LmdbRecordContractTest extends RecordContractSuite {
    @Override
    protected EngineProvider provider() {
        return new LmdbProvider();
    }
}

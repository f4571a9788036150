package dev.ize.backend.mvstore;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.storage.RecordContractSuite;

/** Storages over MVStore pass the contract of records. */
final class MvStoreRecordContractTest extends RecordContractSuite {
    @Override
    protected EngineProvider provider() {
        return new MvStoreProvider();
    }
}

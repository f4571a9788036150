package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.storage.RecordContractSuite;

/** Storages over RocksDB pass the contract of records. */
final class RocksDbRecordContractTest extends RecordContractSuite {
    @Override
    protected EngineProvider provider() {
        return new RocksDbProvider();
    }
}

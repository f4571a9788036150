package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.fault.FaultContractSuite;

/** Storages over RocksDB pass the fault contract. */
final class RocksDbFaultContractTest extends FaultContractSuite {
    @Override
    protected EngineProvider provider() {
        return new RocksDbProvider();
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.endsWith(".log");
    }
}

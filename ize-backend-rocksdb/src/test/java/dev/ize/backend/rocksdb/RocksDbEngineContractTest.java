package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.engine.EngineContractSuite;

final class RocksDbEngineContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new RocksDbProvider();
    }
}

package dev.ize.backend.lmdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.engine.EngineContractSuite;

final class LmdbEngineContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new LmdbProvider();
    }
}

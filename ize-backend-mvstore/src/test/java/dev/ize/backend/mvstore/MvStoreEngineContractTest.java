package dev.ize.backend.mvstore;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.engine.EngineContractSuite;

final class MvStoreEngineContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new MvStoreProvider();
    }
}

package dev.ize.tck.memory;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.engine.EngineContractSuite;

final class InMemoryEngineContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new InMemoryProvider();
    }
}

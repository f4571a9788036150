package dev.ize.tck.storage;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.memory.InMemoryProvider;

/** The shared layer over the engine in memory passes the contract of records. */
final class InMemoryRecordContractTest extends RecordContractSuite {
    @Override
    protected EngineProvider provider() {
        return new InMemoryProvider();
    }
}

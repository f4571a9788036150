package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.memory.InMemoryProvider;

/** The shared layer over an engine in memory, every call of which fails in its turn. */
final class InMemoryFaultTest extends FaultEngineContract {
    @Override
    EngineProvider provider() {
        return new InMemoryProvider();
    }

    @Override
    int faults(Form form) {
        return form.runs(100, 20_000);
    }
}

package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.tck.memory.InMemoryProvider;

/** An engine whose snapshots use cursors again is a right engine still. */
public final class ReusingSnapshotContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new ReusingProvider();
    }

    /** The engine in memory with such snapshots. */
    public static final class ReusingProvider extends ForwardingProvider {
        public ReusingProvider() {
            super(new InMemoryProvider(), ReusingEngine::new);
        }
    }

    private static final class ReusingEngine extends ForwardingEngine {
        ReusingEngine(Engine right) {
            super(right);
        }

        @Override
        public EngineSnapshot snapshot() {
            return new ReusingSnapshot(super.snapshot());
        }
    }
}

package dev.ize.tck.engine;

import dev.ize.core.engine.EngineProvider;
import org.junit.jupiter.api.Nested;

/**
 * The whole engine contract. A backend's test extends it and names the provider:
 *
 * <pre>{@code
 * final class LmdbEngineContractTest extends EngineContractSuite {
 *     @Override
 *     protected EngineProvider provider() {
 *         return new LmdbProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests use the provider's default options. The largest write 64 MiB.
 */
public abstract class EngineContractSuite {
    /** The provider of the engine to be checked; may be asked several times a test. */
    protected abstract EngineProvider provider();

    @Nested
    class Order extends EngineOrderContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Cursors extends EngineCursorContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Values extends EngineValueContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Batches extends EngineBatchContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Requirements extends EngineRequirementContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Snapshots extends EngineSnapshotContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class ConcurrentUse extends EngineThreadContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class LifeCycle extends EngineLifeCycleContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Copies extends EngineCopyContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class ReadOnly extends EngineReadOnlyContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Compaction extends EngineCompactContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Provider extends EngineProviderContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }

    @Nested
    class Model extends EngineModelContract {
        @Override
        EngineProvider provider() {
            return EngineContractSuite.this.provider();
        }
    }
}

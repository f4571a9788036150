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
 * <p>The tests use the provider's default options. They need about 300 MB of disk, and a heap of 512 MiB.
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
}

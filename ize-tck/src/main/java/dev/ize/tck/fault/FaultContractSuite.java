package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import org.junit.jupiter.api.Nested;

/**
 * The whole fault contract. A backend's test extends it and names the provider, whose class other JVMs make
 * anew:
 *
 * <pre>{@code
 * final class LmdbFaultContractTest extends FaultContractSuite {
 *     @Override
 *     protected EngineProvider provider() {
 *         return new LmdbProvider();
 *     }
 *
 *     @Override
 *     protected boolean holdsAcknowledgements(String fileName) {
 *         return fileName.equals("data.mdb");
 *     }
 * }
 * }</pre>
 *
 * <p>The tests use the provider's default options. The short form needs about 1 GB of disk and a minute.
 */
public abstract class FaultContractSuite {
    /** The provider of the storage to be harmed; may be asked several times a test. */
    protected abstract EngineProvider provider();

    /** Whether flushing this file of the engine is what makes a write durable that is then acknowledged. */
    protected abstract boolean holdsAcknowledgements(String fileName);

    /**
     * Whether the engine makes everything durable that it acknowledges, whatever it is asked for; then nothing that was
     * acknowledged may be missing after a power cut.
     */
    protected boolean isAlwaysDurable() {
        return false;
    }

    @Nested
    class PowerCuts extends FaultPowerContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }

        @Override
        boolean isAlwaysDurable() {
            return FaultContractSuite.this.isAlwaysDurable();
        }
    }

    @Nested
    class Kills extends FaultKillContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }
    }

    @Nested
    class Engines extends FaultEngineContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }

        @Override
        int faults(Form form) {
            return form.runs(30, 2_000);
        }
    }

    @Nested
    class Disks extends FaultDiskContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }
    }

    @Nested
    class Files extends FaultIoContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }

        @Override
        boolean isAlwaysDurable() {
            return FaultContractSuite.this.isAlwaysDurable();
        }

        @Override
        boolean holdsAcknowledgements(String fileName) {
            return FaultContractSuite.this.holdsAcknowledgements(fileName);
        }
    }

    @Nested
    class Damages extends FaultRotContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }
    }

    @Nested
    class Misuse extends FaultMisuseContract {
        @Override
        EngineProvider provider() {
            return FaultContractSuite.this.provider();
        }
    }
}

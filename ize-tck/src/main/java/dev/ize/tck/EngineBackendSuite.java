package dev.ize.tck;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.engine.EngineContractSuite;
import dev.ize.tck.fault.FaultContractSuite;
import dev.ize.tck.storage.RecordContractSuite;
import dev.ize.tck.storage.StorageContractSuite;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The whole kit for a backend that is an engine behind the seam. Its tests extend this and give the id, by which the
 * provider is found through {@code ServiceLoader} as in a program:
 *
 * <pre>{@code
 * final class SqliteBackendTest extends EngineBackendSuite {
 *     @Override
 *     protected String backend() {
 *         return "sqlite";
 *     }
 * }
 * }</pre>
 *
 * <p>What is below comes first, as what is above stands on it. {@link Profile} says how much of it runs. The tests use
 * the provider's default options, and need about 1 GB of disk and a heap of 1 GiB.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class EngineBackendSuite {
    /** The backend's id. */
    protected abstract String backend();

    /**
     * Whether flushing this file of the engine is what makes a write durable that is then acknowledged. Of files of
     * which that is not known it is checked less strictly: what was acknowledged must be there, but the engine may be
     * silent about a flush that failed.
     */
    protected boolean holdsAcknowledgements(String fileName) {
        return false;
    }

    /**
     * Whether the engine makes everything durable that it acknowledges, whatever it is asked for; then nothing that was
     * acknowledged may be missing after a power cut.
     */
    protected boolean isAlwaysDurable() {
        return false;
    }

    private EngineProvider provider() {
        FileSystemStorageProvider provider = StorageBackendSuite.find(backend());
        if (provider instanceof EngineProvider engine) {
            return engine;
        }
        throw new AssertionError("The backend '" + backend() + "' is no engine behind the seam, as its provider is no "
                + "EngineProvider; test it with StorageBackendSuite.");
    }

    @Nested
    @Order(1)
    class Engine extends EngineContractSuite {
        @Override
        protected EngineProvider provider() {
            return EngineBackendSuite.this.provider();
        }
    }

    @Nested
    @Order(2)
    class Storage extends StorageContractSuite {
        @Override
        protected FileSystemStorageProvider provider() {
            return EngineBackendSuite.this.provider();
        }
    }

    @Nested
    @Order(3)
    class Records extends RecordContractSuite {
        @Override
        protected EngineProvider provider() {
            return EngineBackendSuite.this.provider();
        }
    }

    @Nested
    @Order(4)
    class Faults extends FaultContractSuite {
        @Override
        protected EngineProvider provider() {
            return EngineBackendSuite.this.provider();
        }

        @Override
        protected boolean holdsAcknowledgements(String fileName) {
            return EngineBackendSuite.this.holdsAcknowledgements(fileName);
        }

        @Override
        protected boolean isAlwaysDurable() {
            return EngineBackendSuite.this.isAlwaysDurable();
        }
    }
}

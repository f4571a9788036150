package dev.ize.tck.storage;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of the records below a storage, for backends that are an engine behind the seam: besides {@link
 * StorageContractSuite}, which every backend must pass, and {@link dev.ize.tck.engine.EngineContractSuite}. Its tests
 * reach through the seam and the format of ize-core to records that they damage, move, remove or count.
 *
 * <p>A backend's test extends it and names the provider, as it does with the others.
 */
public abstract class RecordContractSuite {
    /** The provider of the storage to be checked, and of the engine below; may be asked several times a test. */
    protected abstract EngineProvider provider();

    /** Opens a storage over engines that are counted; the kit's own tests put wrong ones there. */
    FileSystemStorage open(EngineProvider counted, Path store, StorageOptions options) {
        return counted.open(store, options);
    }

    /** How long work in the background may take: milliseconds, when the machine is free. */
    Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    class Watermarks extends RecordWatermarkContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Branches extends RecordBranchContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }

        @Override
        Duration patience() {
            return RecordContractSuite.this.patience();
        }
    }

    @Nested
    class Prunings extends RecordPruneContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Verification extends RecordVerifyContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class VerificationOfTheLog extends RecordVerifyLogContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Deltas extends RecordDeltaContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class VerificationOfContent extends RecordVerifyContentContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class VerificationOfPrunings extends RecordVerifyPrunedContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class HostileStores extends RecordHostileContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Numbers extends RecordNumbersContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Repairs extends RecordRepairContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }

    @Nested
    class Costs extends RecordCostContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }

        @Override
        FileSystemStorage open(EngineProvider counted, Path store, StorageOptions options) {
            return RecordContractSuite.this.open(counted, store, options);
        }
    }

    @Nested
    class Migrations extends RecordMigrationContract {
        @Override
        EngineProvider provider() {
            return RecordContractSuite.this.provider();
        }
    }
}

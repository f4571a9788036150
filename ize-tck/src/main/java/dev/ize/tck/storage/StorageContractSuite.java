package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.model.RandomSequences;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The whole storage contract. A backend's test extends it and names the provider:
 *
 * <pre>{@code
 * final class LmdbStorageContractTest extends StorageContractSuite {
 *     @Override
 *     protected FileSystemStorageProvider provider() {
 *         return new LmdbProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests use the provider's default options. They need about 300 MB of disk, and a heap of 512 MiB.
 */
public abstract class StorageContractSuite {
    /** The provider of the storage to be checked; may be asked several times a test. */
    protected abstract FileSystemStorageProvider provider();

    /** Whether stores are there for other processes after their own; only those in memory are not. */
    protected boolean outlivesItsProcess() {
        return true;
    }

    /** How long a failing random sequence is made shorter; the kit's own tests wait less for those that must fail. */
    Duration shrinkingTime() {
        return RandomSequences.SHRINKING_TIME;
    }

    @Nested
    class Names extends StorageNamesContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Contents extends StorageContentContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Edits extends StorageEditContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Trees extends StorageTreeContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Depths extends StorageDepthContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Listings extends StorageListingContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Directories extends StorageDirectoryContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Renames extends StorageRenameContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Histories extends StorageHistoryContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Times extends StorageTimeContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Points extends StoragePointContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Changes extends StorageChangeContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Stages extends StorageStageContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class ConcurrentUse extends StorageThreadContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Branches extends StorageBranchContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Snapshots extends StorageSnapshotContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Differences extends StorageDifferenceContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Logs extends StorageLogContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Opening extends StorageOpenContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Locking extends StorageLockContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Maintenance extends StorageMaintenanceContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Resemblances extends StorageResemblingContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Collections extends StorageCollectContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Prunings extends StoragePruneContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class PrunedRecords extends StoragePruneRemovalContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Sweeps extends StoragePruneSweepContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Closing extends StorageCloseContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Processes extends StorageProcessContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }

        @Override
        boolean outlivesItsProcess() {
            return StorageContractSuite.this.outlivesItsProcess();
        }
    }

    @Nested
    class Model extends StorageModelContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }

        @Override
        Duration shrinkingTime() {
            return StorageContractSuite.this.shrinkingTime();
        }
    }

    @Nested
    class DumpModel extends StorageDumpModelContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }

        @Override
        Duration shrinkingTime() {
            return StorageContractSuite.this.shrinkingTime();
        }
    }

    @Nested
    class Dumps extends StorageDumpContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class BadDumps extends StorageBadDumpContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class Explanations extends StorageExplainContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }

    @Nested
    class VerificationInUse extends StorageVerifyLiveContract {
        @Override
        FileSystemStorageProvider provider() {
            return StorageContractSuite.this.provider();
        }
    }
}

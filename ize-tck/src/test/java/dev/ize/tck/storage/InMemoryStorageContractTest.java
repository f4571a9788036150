package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.memory.InMemoryProvider;

/** The shared layer over the engine in memory passes the storage contract. */
final class InMemoryStorageContractTest extends StorageContractSuite {
    @Override
    protected FileSystemStorageProvider provider() {
        return new InMemoryProvider();
    }

    @Override
    protected boolean outlivesItsProcess() {
        return false;
    }
}

package dev.ize.backend.mvstore;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.storage.StorageContractSuite;

/** Storages over MVStore pass the storage contract. */
final class MvStoreStorageContractTest extends StorageContractSuite {
    @Override
    protected FileSystemStorageProvider provider() {
        return new MvStoreProvider();
    }
}

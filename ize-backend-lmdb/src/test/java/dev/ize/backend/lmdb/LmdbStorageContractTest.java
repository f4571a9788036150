package dev.ize.backend.lmdb;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.storage.StorageContractSuite;

/** Storages over LMDB pass the storage contract. */
final class LmdbStorageContractTest extends StorageContractSuite {
    @Override
    protected FileSystemStorageProvider provider() {
        return new LmdbProvider();
    }
}

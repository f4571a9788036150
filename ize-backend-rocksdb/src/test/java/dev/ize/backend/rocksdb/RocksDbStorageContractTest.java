package dev.ize.backend.rocksdb;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.storage.StorageContractSuite;

/** Storages over RocksDB pass the storage contract. */
final class RocksDbStorageContractTest extends StorageContractSuite {
    @Override
    protected FileSystemStorageProvider provider() {
        return new RocksDbProvider();
    }
}

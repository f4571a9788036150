package dev.ize.examples.sqlite;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.storage.StorageContractSuite;

/** Storages over SQLite pass the storage contract. */
final class SqliteStorageContractTest extends StorageContractSuite {
    @Override
    protected FileSystemStorageProvider provider() {
        return new SqliteProvider();
    }
}

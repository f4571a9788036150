package dev.ize.tck;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.storage.StorageContractSuite;
import org.junit.jupiter.api.Nested;

/**
 * The kit for a backend that is no key-value engine and implements storages itself. Its tests extend this and give the
 * id, by which the provider is found through {@code ServiceLoader} as in a program. For engines there is
 * {@link EngineBackendSuite}, which holds all of this and more.
 *
 * <p>{@link Profile} says how much of it runs.
 */
public abstract class StorageBackendSuite {
    /** The backend's id. */
    protected abstract String backend();

    static FileSystemStorageProvider find(String backend) {
        try {
            return FileSystemStorages.provider(backend);
        } catch (StoreUnusableException e) {
            throw new AssertionError(
                    "The backend is not found; does a file META-INF/services/"
                            + FileSystemStorageProvider.class.getName() + " name its provider? " + e.getMessage(),
                    e);
        }
    }

    @Nested
    class Storage extends StorageContractSuite {
        @Override
        protected FileSystemStorageProvider provider() {
            return find(backend());
        }
    }
}

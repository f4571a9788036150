package dev.ize.backend.lmdb;

import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import org.jspecify.annotations.Nullable;

/** Whether an engine may still be used; after the first failure of unknown outcome it may only be closed. */
final class Health {
    private volatile @Nullable StorageFailedException failure;

    /** Refuses if the engine failed. */
    void check() {
        StorageFailedException earlier = failure;
        if (earlier != null) {
            throw new StorageFailedException("LMDB failed earlier; close the engine and open it again", earlier);
        }
    }

    /** Remembers a failure that ends the engine's use, and returns it to be thrown. */
    StorageException note(StorageException thrown) {
        if (thrown instanceof StorageFailedException failed && failure == null) {
            failure = failed;
        }
        return thrown;
    }
}

package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * The engine failed in a way that leaves the outcome of the call unknown. A write that throws this is
 * there whole or not at all after the storage is opened again; until then the storage refuses everything
 * with this exception, but for {@link FileSystemStorage#close()}. A read that fails so stops the storage too.
 */
public final class StorageFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public StorageFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

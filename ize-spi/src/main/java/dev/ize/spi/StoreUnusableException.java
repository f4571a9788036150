package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * The directory cannot be opened as asked: no store, a store of another backend, a newer format, an
 * unknown backend or option, or a directory that cannot be read or written. Nothing was changed.
 */
public final class StoreUnusableException extends StorageException {
    private static final long serialVersionUID = 1L;

    public StoreUnusableException(String message) {
        super(message, null);
    }

    public StoreUnusableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

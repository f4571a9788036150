package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * Bytes in the store are not what was written: a checksum or hash does not match, a record that must be
 * there is missing, or the engine says so. Nothing of what was damaged has been returned. The storage goes on with
 * what is sound; {@link FileSystemStorage#verify} says what is not.
 */
public final class CorruptStoreException extends StorageException {
    private static final long serialVersionUID = 1L;

    public CorruptStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

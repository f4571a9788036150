package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that a storage throws because of what is in the store, on the disk or in the
 * request, as opposed to a programming mistake.
 *
 * <p>The hierarchy is closed: a caller can handle every case. What may succeed when tried again, with
 * nothing else changed by the caller, is a {@link RetryableException}. Streams and channels wrap these
 * exceptions in an {@link java.io.IOException}, as its cause.
 *
 * <p><i>State:</i> after any of these but {@link StorageFailedException}, the storage goes on, and the
 * call that threw has changed nothing that a view can see.
 */
public abstract sealed class StorageException extends RuntimeException
        permits ChangeRefusedException,
                CorruptStoreException,
                DumpMismatchException,
                InvalidDumpException,
                InvalidNameException,
                LostChangesException,
                NameTakenException,
                NoSuchPointException,
                NotFoundException,
                PointInsideChangeException,
                RetryableException,
                StorageClosedException,
                StorageFailedException,
                StoreUnusableException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that a storage throws because of what is in the store, on the disk or in the
 * request, as opposed to a programming mistake.
 *
 * <p>The hierarchy is closed: a caller can handle every case. What may succeed when it is tried again is a {@link
 * RetryableException}. Channels and the streams over them wrap these exceptions in an {@link java.io.IOException},
 * as its cause; a {@linkplain View#walk walk} throws them as they are.
 *
 * <p><i>State:</i> after any of these but {@link StorageFailedException}, the storage goes on, and the
 * call that threw has changed nothing that a view can see; of {@link FileSystemStorage#load}, {@link
 * FileSystemStorage#collect} and {@link FileSystemStorage#verify}, which work in steps, the steps before stay.
 *
 * <p>Points, paths and positions that an exception carries are null once it was serialized; the message names them.
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
                PointPrunedException,
                RetryableException,
                StorageClosedException,
                StorageFailedException,
                StoreUnusableException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

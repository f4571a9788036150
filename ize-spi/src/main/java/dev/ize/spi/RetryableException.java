package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * A failure that changed nothing and may not occur when the call is made again: unchanged, but for {@link
 * HeadMovedException}, after which the change must be made for the new head.
 */
public abstract sealed class RetryableException extends StorageException
        permits HeadMovedException,
                PreconditionFailedException,
                StoreLockedException,
                TooManyReadersException,
                WriteConflictException,
                WriteRefusedException {
    private static final long serialVersionUID = 1L;

    RetryableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * The engine took nothing of a write and stays usable: the disk is full, the batch is too large, or a
 * resource is held by readers. The message says which and what to do.
 */
public final class WriteRefusedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public WriteRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

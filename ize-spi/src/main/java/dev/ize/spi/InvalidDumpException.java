package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * A dump cannot be loaded, or not farther: it is damaged or cut off, its checksums or chains do not match, or it
 * holds what no store can.
 *
 * <p>Whole changes before that place are in the store. Loading a sound copy of the same dump goes on from there.
 */
public final class InvalidDumpException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** The cause is null where the bytes themselves are at fault. */
    public InvalidDumpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

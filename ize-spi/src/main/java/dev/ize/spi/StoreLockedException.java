package dev.ize.spi;

/**
 * The store is open already, in this process or another, and stayed so for {@link StorageOptions#lockTimeout()}; the
 * message names the process where known.
 */
public final class StoreLockedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public StoreLockedException(String message) {
        super(message, null);
    }
}

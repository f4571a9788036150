package dev.ize.spi;

/** The storage, or the stage or content handle, was closed; nothing was read or written. */
public final class StorageClosedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public StorageClosedException(String message) {
        super(message, null);
    }
}

package dev.ize.spi;

/**
 * The storage, or the staged change, was closed or has ended; nothing was read or written. A content handle that is
 * closed is a {@link ChangeRefusedException} of the change that it is given to.
 */
public final class StorageClosedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public StorageClosedException(String message) {
        super(message, null);
    }
}

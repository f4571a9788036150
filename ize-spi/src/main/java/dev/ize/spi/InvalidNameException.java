package dev.ize.spi;

/**
 * A file name, path, branch name, snapshot name or attribute name that no store can hold; nothing was
 * read or written.
 */
public final class InvalidNameException extends StorageException {
    private static final long serialVersionUID = 1L;

    public InvalidNameException(String message) {
        super(message, null);
    }
}

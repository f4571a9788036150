package dev.ize.spi;

/** What was asked for by name does not exist at that point: a path, node, branch, snapshot or backend. */
public final class NotFoundException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message, null);
    }
}

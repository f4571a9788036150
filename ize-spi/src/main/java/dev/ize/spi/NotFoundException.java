package dev.ize.spi;

/**
 * What was asked for by name does not exist at that point, or is of another kind: a path, branch or snapshot. Also
 * what every view and handle of a branch says once the branch has been deleted.
 */
public final class NotFoundException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message, null);
    }
}

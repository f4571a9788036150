package dev.ize.spi;

/** A branch, snapshot or store of that name exists already. */
public final class NameTakenException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NameTakenException(String message) {
        super(message, null);
    }
}

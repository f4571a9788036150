package dev.ize.spi;

/** A branch or snapshot has that name already, or the directory holds a store. Nothing was changed. */
public final class NameTakenException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NameTakenException(String message) {
        super(message, null);
    }
}

package dev.ize.spi;

/** A time, change or operation that is no point of the branch: before its first, or not on its lineage. */
public final class NoSuchPointException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NoSuchPointException(String message) {
        super(message, null);
    }
}

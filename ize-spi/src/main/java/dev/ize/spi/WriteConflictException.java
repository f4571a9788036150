package dev.ize.spi;

/** A batch's {@code require} did not hold in the engine; nothing of the batch was written. */
public final class WriteConflictException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public WriteConflictException(String message) {
        super(message, null);
    }
}

package dev.ize.spi;

/**
 * A batch's {@code require} did not hold in the engine; nothing of the batch was written. Engines throw it; the
 * storage that Ize's backends share makes no such batch, so that its callers never meet it.
 */
public final class WriteConflictException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public WriteConflictException(String message) {
        super(message, null);
    }
}

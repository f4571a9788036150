package dev.ize.spi;

/** A precondition of a change, other than the head, did not hold when its turn came; nothing was written. */
public final class PreconditionFailedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public PreconditionFailedException(String message) {
        super(message, null);
    }
}

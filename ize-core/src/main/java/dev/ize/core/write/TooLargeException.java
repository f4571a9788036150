package dev.ize.core.write;

/** A change whose records do not fit one batch: it is to be staged. Never leaves the shared layer. */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
        super("The change does not fit one batch", null, false, false);
    }
}

package dev.ize.spi;

import org.jspecify.annotations.Nullable;

/**
 * As many reads as the engine allows at once were under way for as long as the call waited for its turn: a read was not made,
 * or a write, which reads first, changed nothing. The message says how to allow more.
 */
public final class TooManyReadersException extends RetryableException {
    private static final long serialVersionUID = 1L;

    public TooManyReadersException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.ize.core.verify;

/** An operation cannot have been done to the tree that the versions before it show. */
final class ImpossibleOperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImpossibleOperationException(String message) {
        super(message);
    }
}

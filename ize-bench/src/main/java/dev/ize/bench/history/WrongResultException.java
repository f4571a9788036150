package dev.ize.bench.history;

/** A contender gave back what was not recorded, so that its times say nothing. */
final class WrongResultException extends Exception {
    private static final long serialVersionUID = 1;

    WrongResultException(String message) {
        super(message);
    }
}

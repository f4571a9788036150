package dev.ize.spi;

/**
 * The branch's head is not where {@link Change.Builder#expectHead} said: another change came first. Read
 * again, decide again, apply again.
 */
public final class HeadMovedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    private final transient Point expected;
    private final transient Point actual;

    /** The message names both points. */
    public HeadMovedException(Point expected, Point actual) {
        super(
                "The branch has moved on; read its head again and repeat the change. expected=" + expected + " actual="
                        + actual,
                null);
        this.expected = expected;
        this.actual = actual;
    }

    /** The point that the change named. */
    public Point expected() {
        return expected;
    }

    /** The head when the change's turn came; the branch may have moved on since. */
    public Point actual() {
        return actual;
    }
}

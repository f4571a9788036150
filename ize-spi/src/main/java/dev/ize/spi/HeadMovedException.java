package dev.ize.spi;

/**
 * The branch's head is not where {@link Change.Builder#expectHead} said: another change came first. Read
 * again, decide again, apply again.
 */
public final class HeadMovedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    private final transient Point expected;
    private final transient Point actual;

    public HeadMovedException(Point expected, Point actual) {
        super(
                "The branch has moved on; read its head again and repeat the change. expected=" + expected + " actual="
                        + actual,
                null);
        this.expected = expected;
        this.actual = actual;
    }

    public Point expected() {
        return expected;
    }

    public Point actual() {
        return actual;
    }
}

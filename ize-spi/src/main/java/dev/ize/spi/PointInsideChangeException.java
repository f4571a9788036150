package dev.ize.spi;

/**
 * A fork or snapshot was asked for between the operations of one change; they start at ends of changes.
 */
public final class PointInsideChangeException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final transient Point before;
    private final transient Point after;

    /** The message names all three points. */
    public PointInsideChangeException(Point point, Point before, Point after) {
        super(
                "Forks and snapshots start at the end of a change, and this point lies inside one; use the end"
                        + " before or after it. point=" + point + " before=" + before + " after=" + after,
                null);
        this.before = before;
        this.after = after;
    }

    /** The end of the change before the one that holds the point, seen through the same branch; 0: there is none. */
    public Point before() {
        return before;
    }

    /** The end of the change that holds the point. */
    public Point after() {
        return after;
    }
}

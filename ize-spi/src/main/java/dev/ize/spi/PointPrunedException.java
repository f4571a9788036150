package dev.ize.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * A point was asked for that pruning has removed: it lies below the floor of its branch and was not kept, or nobody can
 * tell any more whether it was one.
 */
public final class PointPrunedException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Point> below;
    private final transient Optional<Point> above;

    /** The message begins with what was asked for and ends with the points around it that can be read. */
    public PointPrunedException(String problem, Optional<Point> below, Optional<Point> above) {
        super(
                problem
                        + below.map(point -> " below=" + point).orElse("")
                        + above.map(point -> " above=" + point).orElse(""),
                null);
        this.below = Objects.requireNonNull(below, "below");
        this.above = Objects.requireNonNull(above, "above");
    }

    /** The nearest older point that can be read, if there is one. */
    public Optional<Point> below() {
        return below;
    }

    /** The nearest newer point that can be read, if it is known. */
    public Optional<Point> above() {
        return above;
    }
}

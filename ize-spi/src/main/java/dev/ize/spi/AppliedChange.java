package dev.ize.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of a change.
 *
 * @param point the branch's head right after it
 * @param effectiveTime max(clock, the store's last effective time); where nothing was recorded, what it would have been
 * @param operations how many operations the log holds for it. A restore counts what it was written out as; a
 *     change that comes to nothing is not recorded, and {@code point} is the head as it was
 */
public record AppliedChange(Point point, Instant effectiveTime, long operations) {
    public AppliedChange {
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(effectiveTime, "effectiveTime");
    }

    /**
     * The change's number.
     *
     * @throws IllegalStateException if nothing was recorded
     */
    public ChangeId id() {
        if (operations == 0) {
            throw new IllegalStateException("The change came to nothing and was not recorded");
        }
        return new ChangeId(point.sequence());
    }
}

package dev.ize.spi;

import java.util.Objects;

/**
 * What a load has done.
 *
 * @param start where the store was
 * @param end where it was when the load ended
 * @param changes number of changes that were applied
 * @param acts number of forks, snapshots and deletions that were carried out
 */
public record LoadSummary(StorePosition start, StorePosition end, long changes, long acts) {
    public LoadSummary {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
    }

    /** Whether the store had everything already. */
    public boolean isEmpty() {
        return changes == 0 && acts == 0;
    }
}

package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.spi.StorePosition;

/**
 * An administrative act as another store has recorded it.
 *
 * @param seq its number
 * @param idle whether it is kept in the list of acts and nothing else: what it was about has been removed since
 * @param afterGap whether the store's chain cannot be computed here, since changes before this act were removed
 * @param message the message of a snapshot that it made
 * @param act what was done
 */
public record RecordedAct(long seq, boolean idle, boolean afterGap, String message, ActRecord act) {
    /** The store's position after it. */
    public StorePosition position() {
        return new StorePosition(seq, act.storeLink());
    }
}

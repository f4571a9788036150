package dev.ize.core.write;

import dev.ize.core.format.ClosingRecord;
import dev.ize.spi.StorePosition;

/**
 * A change as another store has recorded it, without its operations.
 *
 * @param branch the branch that it belongs to
 * @param seq the number of the record that closes it
 * @param closedAlone whether that record has no operation
 * @param afterGap whether the store's chain cannot be computed here, since changes before this one were removed
 * @param closing what closes it
 */
public record RecordedChange(long branch, long seq, boolean closedAlone, boolean afterGap, ClosingRecord closing) {
    /** The store's position after it. */
    public StorePosition position() {
        return new StorePosition(seq, closing.storeLink());
    }
}

package dev.ize.core.format;

import dev.ize.spi.ContentHash;
import java.time.Instant;

/**
 * The end of a change, in the record of its last operation or, for a staged change, in one of its own.
 *
 * @param operations number of operations of the change
 * @param author who made it
 * @param message why
 * @param session what it belongs to
 * @param effectiveTime its time in the order of the store
 * @param recordedTime the wall clock
 * @param branchLink the branch's chain after it
 * @param storeLink the store's chain after it
 */
public record ClosingRecord(
        long operations,
        String author,
        String message,
        String session,
        Instant effectiveTime,
        Instant recordedTime,
        ContentHash branchLink,
        ContentHash storeLink) {

    /** Appends it to the record that it is in. */
    public void encode(ByteWriter out) {
        out.varint(operations)
                .text(author)
                .text(message)
                .text(session)
                .instant(effectiveTime)
                .instant(recordedTime)
                .raw(branchLink.toByteArray())
                .raw(storeLink.toByteArray());
    }

    /** Reads it out of the record that it is in. */
    public static ClosingRecord decode(ByteReader in) {
        return new ClosingRecord(
                in.varint(),
                in.text(),
                in.text(),
                in.text(),
                in.instant(),
                in.instant(),
                ContentHash.of(in.raw(ContentHash.BYTES)),
                ContentHash.of(in.raw(ContentHash.BYTES)));
    }
}

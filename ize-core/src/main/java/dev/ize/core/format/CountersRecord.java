package dev.ize.core.format;

import dev.ize.spi.ContentHash;
import java.time.Instant;

/**
 * The store's counters as of its last administrative act or the removal of records; what is newer is derived
 * from the newest records at open.
 *
 * @param nextSeq lower bound of the next seq
 * @param nextBranch next branch id
 * @param nextNode lower bound of the next node id
 * @param nextContent lower bound of the next content id
 * @param createdAt when the store was made
 * @param effectiveTime effective time of the newest change or act then
 * @param linkSeq seq of that change or act; 0 before the first
 * @param storeLink the store's chain at it
 */
public record CountersRecord(
        long nextSeq,
        long nextBranch,
        long nextNode,
        long nextContent,
        Instant createdAt,
        Instant effectiveTime,
        long linkSeq,
        ContentHash storeLink) {

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter()
                .varint(nextSeq)
                .varint(nextBranch)
                .varint(nextNode)
                .varint(nextContent)
                .instant(createdAt)
                .instant(effectiveTime)
                .varint(linkSeq)
                .raw(storeLink.toByteArray());
        return Checksum.seal(Keyspaces.META, key, out);
    }

    /** The record under a key. */
    public static CountersRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.META, key, value);
        CountersRecord record = new CountersRecord(
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.instant(),
                in.instant(),
                in.varint(),
                ContentHash.of(in.raw(ContentHash.BYTES)));
        in.finish();
        return record;
    }
}

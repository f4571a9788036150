package dev.ize.core.format;

import dev.ize.spi.ContentHash;
import java.time.Instant;

/**
 * What a pruning left of a branch: the floor, and a summary of the points below it that stay, which are records of their
 * own.
 *
 * @param floor seq of the point from which on everything is there; 0 for a branch of which all goes
 * @param ended whether nothing of the branch above the floor stays either: it was deleted
 * @param firstTime effective time of the branch's first change
 * @param act seq of the act that made it
 * @param points number of the points below the floor that stay
 * @param digest SHA-256 of their seqs, 8 bytes each, ascending
 */
public record FloorRecord(long floor, boolean ended, Instant firstTime, long act, long points, ContentHash digest) {

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter()
                .varint(floor)
                .u8(ended ? 1 : 0)
                .instant(firstTime)
                .varint(act)
                .varint(points)
                .raw(digest.toByteArray());
        return Checksum.seal(Keyspaces.BRANCHES, key, out);
    }

    /** The record under a key. */
    public static FloorRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.BRANCHES, key, value);
        FloorRecord record = new FloorRecord(
                in.varint(),
                in.u8() == 1,
                in.instant(),
                in.varint(),
                in.varint(),
                ContentHash.of(in.raw(ContentHash.BYTES)));
        in.finish();
        return record;
    }

    /** The digest of ascending seqs. */
    public static ContentHash digestOf(long[] seqs) {
        ByteWriter out = new ByteWriter(8 * seqs.length + 8);
        for (long seq : seqs) {
            out.u64(seq);
        }
        return ContentHash.ofContent(out.toByteArray());
    }
}

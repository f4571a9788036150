package dev.ize.core.format;

import java.time.Instant;

/**
 * A snapshot.
 *
 * @param branch the branch that holds the point
 * @param seq the point
 * @param createdAt effective time of the act that made it
 * @param message why
 */
public record SnapshotRecord(long branch, long seq, Instant createdAt, String message) {

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out =
                new ByteWriter().varint(branch).varint(seq).instant(createdAt).text(message);
        return Checksum.seal(Keyspaces.SNAPSHOTS, key, out);
    }

    /** The record under a key. */
    public static SnapshotRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.SNAPSHOTS, key, value);
        SnapshotRecord record = new SnapshotRecord(in.varint(), in.varint(), in.instant(), in.text());
        in.finish();
        return record;
    }
}

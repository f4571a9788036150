package dev.ize.core.format;

import java.time.Instant;

/**
 * A point below a floor that stays.
 *
 * @param until effective time of the change that came next on the branch; from then on the point was not the newest
 */
public record KeptPointRecord(Instant until) {

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        return Checksum.seal(Keyspaces.BRANCHES, key, new ByteWriter().instant(until));
    }

    /** The record under a key. */
    public static KeptPointRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.BRANCHES, key, value);
        KeptPointRecord record = new KeptPointRecord(in.instant());
        in.finish();
        return record;
    }
}

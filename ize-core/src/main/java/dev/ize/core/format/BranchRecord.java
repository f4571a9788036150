package dev.ize.core.format;

import java.time.Instant;

/**
 * A branch.
 *
 * @param parent the branch that it was forked from; 0 for the main branch
 * @param forkSeq seq of the fork point on the parent; 0 for the main branch
 * @param baseSeq seq of the act that made the branch; its own operations come after it; 0 for the main branch
 * @param createdAt effective time of that act
 * @param deleted whether its name is free and its records wait to be swept
 * @param name its name, the former one if deleted
 */
public record BranchRecord(long parent, long forkSeq, long baseSeq, Instant createdAt, boolean deleted, String name) {

    /** The same branch, deleted. */
    public BranchRecord asDeleted() {
        return new BranchRecord(parent, forkSeq, baseSeq, createdAt, true, name);
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter()
                .varint(parent)
                .varint(forkSeq)
                .varint(baseSeq)
                .instant(createdAt)
                .u8(deleted ? 1 : 0)
                .text(name);
        return Checksum.seal(Keyspaces.BRANCHES, key, out);
    }

    /** The record under a key. */
    public static BranchRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.BRANCHES, key, value);
        BranchRecord record =
                new BranchRecord(in.varint(), in.varint(), in.varint(), in.instant(), in.u8() == 1, in.text());
        in.finish();
        return record;
    }
}

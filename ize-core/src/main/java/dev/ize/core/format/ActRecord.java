package dev.ize.core.format;

import dev.ize.spi.ContentHash;
import java.time.Instant;

/**
 * An administrative act: it takes a seq and a link of the store's chain, and is kept for ever.
 *
 * @param act what was done
 * @param name the branch or snapshot that it was done to
 * @param branch the branch made, deleted or pruned; for a snapshot the one that holds, or held, its point
 * @param parent for a fork the branch that it starts on, else 0
 * @param seq for a fork or snapshot its point, for a pruning the floor, else 0
 * @param effectiveTime its time in the order of the store
 * @param recordedTime the wall clock
 * @param storeLink the store's chain after it
 */
public record ActRecord(
        Act act,
        String name,
        long branch,
        long parent,
        long seq,
        Instant effectiveTime,
        Instant recordedTime,
        ContentHash storeLink) {
    /** The kinds of acts; the format has numbers of its own for them. */
    public enum Act {
        FORK,
        DELETE_BRANCH,
        CREATE_SNAPSHOT,
        DELETE_SNAPSHOT,
        PRUNE
    }

    /** The bytes that the store's chain hashes: all but the link itself. */
    public byte[] canonical() {
        return encodeCanonical().toByteArray();
    }

    private ByteWriter encodeCanonical() {
        return new ByteWriter()
                .u8(Codes.of(act))
                .text(name)
                .varint(branch)
                .varint(parent)
                .varint(seq)
                .instant(effectiveTime)
                .instant(recordedTime);
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        return Checksum.seal(Keyspaces.ACTS, key, encodeCanonical().raw(storeLink.toByteArray()));
    }

    /** The record under a key. */
    public static ActRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.ACTS, key, value);
        ActRecord record = decode(in);
        in.finish();
        return record;
    }

    /** Reads the canonical bytes and the link behind them, and leaves what follows. */
    public static ActRecord decode(ByteReader in) {
        return new ActRecord(
                Codes.act(in),
                in.text(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.instant(),
                in.instant(),
                ContentHash.of(in.raw(ContentHash.BYTES)));
    }
}

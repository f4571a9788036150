package dev.ize.core.format;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.NodeKind;
import org.jspecify.annotations.Nullable;

/**
 * What a name leads to, in each of the three zones of ENTRIES.
 *
 * @param birth seq at which it came to be
 * @param node the node, or 0 for a tombstone: the name leads nowhere
 * @param kind the node's kind; null for a tombstone
 */
public record EntryRecord(long birth, long node, @Nullable NodeKind kind) {
    /** A name that leads nowhere from a seq on. */
    public static EntryRecord tombstone(long birth) {
        return new EntryRecord(birth, 0, null);
    }

    /** Whether the name leads nowhere. */
    public boolean isTombstone() {
        return node == 0;
    }

    /**
     * The kind of what lives here.
     *
     * @throws IllegalStateException if this is a tombstone
     */
    public NodeKind liveKind() {
        if (kind == null) {
            throw new IllegalStateException("A tombstone has no kind");
        }
        return kind;
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter(24).varint(birth).varint(node);
        if (kind != null) {
            out.u8(Codes.of(kind));
        }
        return Checksum.seal(Keyspaces.ENTRIES, key, out);
    }

    /** The record under a key. */
    public static EntryRecord decode(byte[] key, byte[] value) {
        Keyspace keyspace = Keyspaces.ENTRIES;
        ByteReader in = Checksum.open(keyspace, key, value);
        long birth = in.varint();
        long node = in.varint();
        NodeKind kind = node == 0 ? null : Codes.nodeKind(in);
        in.finish();
        return new EntryRecord(birth, node, kind);
    }
}

package dev.ize.core.format;

import dev.ize.spi.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a node gained and lost in one operation.
 *
 * @param links the entries, at most two of each sign, in the order in which the operation came to them; below a floor,
 *     where pruning joins records, any number
 */
public record NamesRecord(List<Link> links) {
    /**
     * One entry.
     *
     * @param gained whether the node came to it, else it left it
     * @param parent the directory
     * @param name the name in it
     */
    public record Link(boolean gained, long parent, Name name) {}

    public NamesRecord {
        links = List.copyOf(links);
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter().varint(links.size());
        for (Link link : links) {
            out.u8(link.gained() ? 1 : 0)
                    .varint(link.parent())
                    .sized(link.name().toByteArray());
        }
        return Checksum.seal(Keyspaces.NAMES, key, out);
    }

    /** The record under a key. */
    public static NamesRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.NAMES, key, value);
        int count = in.smallVarint();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(new Link(in.u8() == 1, in.varint(), in.name()));
        }
        in.finish();
        return new NamesRecord(links);
    }
}

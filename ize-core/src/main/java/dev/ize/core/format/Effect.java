package dev.ize.core.format;

import dev.ize.spi.Name;

/**
 * A record that an operation wrote: enough to find it again, for history, difference, and to take it back.
 */
public sealed interface Effect {
    /** A version of a node. */
    record OfNode(long node) implements Effect {}

    /** A version of an entry, with its records in the live and dead zones. */
    record OfEntry(long parent, Name name) implements Effect {}

    /** Entries that a node gained or lost. */
    record OfNames(long node) implements Effect {}

    /** A version of an extended attribute. */
    record OfAttribute(long node, Name name) implements Effect {}

    /** Appends an effect to the record that it is in. */
    static void encode(ByteWriter out, Effect effect) {
        if (effect instanceof OfNode node) {
            out.u8(1).varint(node.node());
        } else if (effect instanceof OfEntry entry) {
            out.u8(2).varint(entry.parent()).sized(entry.name().toByteArray());
        } else if (effect instanceof OfNames names) {
            out.u8(3).varint(names.node());
        } else if (effect instanceof OfAttribute attribute) {
            out.u8(4).varint(attribute.node()).sized(attribute.name().toByteArray());
        }
    }

    /** Reads an effect out of the record that it is in. */
    static Effect decode(ByteReader in) {
        return switch (in.u8()) {
            case 1 -> new OfNode(in.varint());
            case 2 -> new OfEntry(in.varint(), in.name());
            case 3 -> new OfNames(in.varint());
            case 4 -> new OfAttribute(in.varint(), in.name());
            default -> throw in.damaged("unknown effect");
        };
    }
}

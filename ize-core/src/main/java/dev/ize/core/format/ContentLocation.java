package dev.ize.core.format;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;

/**
 * A content and where its root object lies.
 *
 * @param reference what it is
 * @param place where it lies
 */
public record ContentLocation(ContentReference reference, Place place) {
    /** Where a content's root object lies. */
    public sealed interface Place {}

    /** Nowhere: the empty content. */
    public record Nowhere() implements Place {}

    /** In CONTENT, under an id. */
    public record InContent(long id) implements Place {}

    /** In the record of the operation that wrote it. */
    public record InOperation(long branch, long seq) implements Place {}

    /** The empty content. */
    public static final ContentLocation EMPTY = new ContentLocation(ContentReference.EMPTY, new Nowhere());

    void encode(ByteWriter out) {
        encodeReference(out, reference);
        if (place instanceof InContent content) {
            out.u8(1).varint(content.id());
        } else if (place instanceof InOperation operation) {
            out.u8(2).varint(operation.branch()).varint(operation.seq());
        } else {
            out.u8(0);
        }
    }

    static ContentLocation decode(ByteReader in) {
        ContentReference reference = decodeReference(in);
        Place place = switch (in.u8()) {
            case 0 -> new Nowhere();
            case 1 -> new InContent(in.varint());
            case 2 -> new InOperation(in.varint(), in.varint());
            default -> throw in.damaged("unknown place of content");
        };
        return new ContentLocation(reference, place);
    }

    static void encodeReference(ByteWriter out, ContentReference reference) {
        out.u8(Codes.of(reference.form()))
                .varint(reference.length())
                .raw(reference.hash().toByteArray());
    }

    static ContentReference decodeReference(ByteReader in) {
        ContentReference.Form form = Codes.form(in);
        long length = in.varint();
        if (length < 0) {
            throw in.damaged("length out of range");
        }
        return new ContentReference(ContentHash.of(in.raw(ContentHash.BYTES)), form, length);
    }
}

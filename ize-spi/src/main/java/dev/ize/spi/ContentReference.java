package dev.ize.spi;

import java.util.Objects;

/**
 * The identity of a content: equal bytes have equal references, however they were written.
 *
 * <p>A reference says what was written and is no way to write it again: operations take bytes or {@link
 * StoredContent}, which the storage knows to be there.
 *
 * @param hash SHA-256 of the bytes, or of the root node of their chunk tree
 * @param form which of the two; part of the identity, so that a file that looks like a node is no tree
 * @param length length of the content in bytes
 */
public record ContentReference(ContentHash hash, Form form, long length) implements Content {
    /** What the hash is taken over. */
    public enum Form {
        /** The content itself: it has one chunk or none, and its hash is what {@code sha256sum} prints. */
        BYTES,
        /** The root node of the content's chunk tree. */
        TREE
    }

    /** The empty content. */
    public static final ContentReference EMPTY =
            new ContentReference(ContentHash.ofContent(new byte[0]), Form.BYTES, 0);

    public ContentReference {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(form, "form");
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative: " + length);
        }
    }
}

package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;

/**
 * The stored objects that content is made of: chunks ({@link Form#BYTES}) and tree nodes ({@link Form#TREE}),
 * each under the SHA-256 of its raw bytes.
 *
 * <p>The form is part of an object's identity: bytes that look like a tree node, stored as a chunk, are a
 * chunk. An object has at most {@link ChunkCodec#MAX_RAW_BYTES} bytes.
 *
 * <p><i>Verification:</i> the store is the one place that compares raw bytes with their hash; its callers
 * rely on it and check only what the bytes say.
 *
 * <p><i>Threads:</i> as the implementation says. <i>Failure:</i> every method may throw a {@link
 * dev.ize.spi.StorageException}; one over what is only read refuses to add with an {@link IllegalStateException}.
 */
public interface ChunkStore {
    /**
     * The raw bytes of an object, verified against the hash. The caller does not change them.
     *
     * @throws dev.ize.spi.CorruptStoreException if the object is missing or is not what its hash says
     */
    byte[] read(Form form, ContentHash hash);

    /**
     * Whether the object is stored, or added and not yet written. A true answer holds until whoever builds
     * content upon it has finished: the object is not collected meanwhile.
     */
    boolean contains(Form form, ContentHash hash);

    /** Adds an object that is not contained. The array belongs to the store from here on. */
    void add(Form form, ContentHash hash, byte[] raw);
}

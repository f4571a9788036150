package dev.ize.core.write;

import dev.ize.spi.ContentReference;
import dev.ize.spi.StoredContent;
import java.util.Optional;

/**
 * A handle on content that a storage holds: in its records, or, while it is small and no change has used it, in
 * memory.
 *
 * <p>Handles are the leases: content that no version refers to is removed only within this process, which knows
 * its handles, and a process that dies leaves none.
 */
public final class HeldContent implements StoredContent {
    private final Object storage;
    private final ContentReference reference;
    private final Optional<PreparedContent> prepared;
    private volatile boolean closed;

    HeldContent(Object storage, ContentReference reference, Optional<PreparedContent> prepared) {
        this.storage = storage;
        this.reference = reference;
        this.prepared = prepared;
    }

    @Override
    public ContentReference reference() {
        return reference;
    }

    Optional<PreparedContent> prepared() {
        return prepared;
    }

    boolean isUsableIn(Object ownStorage) {
        return !closed && storage == ownStorage;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "StoredContent[" + reference + (closed ? ", closed" : "") + "]";
    }
}

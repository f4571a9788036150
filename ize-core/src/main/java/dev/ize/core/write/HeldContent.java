package dev.ize.core.write;

import dev.ize.spi.ContentReference;
import dev.ize.spi.StoredContent;
import java.util.Optional;

/**
 * A handle on content that a storage holds: in its records, or, while it is small and no change has used it, in
 * memory.
 *
 * <p>Handles are the leases: content that no version refers to is removed only within this process, which knows
 * its handles, and a process that dies leaves none. Any thread may use and close one; two are equal only if they are
 * the same.
 */
public final class HeldContent implements StoredContent {
    private final Object storage;
    private final ContentReference reference;
    private final Optional<PreparedContent> prepared;
    private final Optional<Leases.Lease> lease;
    private volatile boolean closed;

    /** A handle on what waits in memory. */
    HeldContent(Object storage, PreparedContent prepared) {
        this(storage, prepared.reference(), Optional.of(prepared), Optional.empty());
    }

    /** A handle on what the records hold. */
    HeldContent(Object storage, ContentReference reference, Leases.Lease lease) {
        this(storage, reference, Optional.empty(), Optional.of(lease));
    }

    private HeldContent(
            Object storage,
            ContentReference reference,
            Optional<PreparedContent> prepared,
            Optional<Leases.Lease> lease) {
        this.storage = storage;
        this.reference = reference;
        this.prepared = prepared;
        this.lease = lease;
    }

    @Override
    public ContentReference reference() {
        return reference;
    }

    Optional<PreparedContent> prepared() {
        return prepared;
    }

    /** What keeps it in the records; its holder holds this. */
    Optional<Leases.Lease> lease() {
        return lease;
    }

    boolean isUsableIn(Object ownStorage) {
        return !closed && storage == ownStorage;
    }

    @Override
    public void close() {
        closed = true;
        lease.ifPresent(Leases.Lease::close);
    }

    @Override
    public String toString() {
        return "StoredContent[" + reference + (closed ? ", closed" : "") + "]";
    }
}

package dev.ize.core.write;

import dev.ize.core.content.ChunkStore;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * An operation with its content made ready on the caller's thread.
 *
 * @param operation what to do
 * @param position its position in its change, from 0
 * @param content what it writes; empty if it writes none
 * @param recorded what another store has recorded of it, where its numbers are to be those
 */
record PendingOperation(
        Operation operation, int position, Optional<Ready> content, Optional<RecordedOperation> recorded) {
    /** Bytes above which content in memory is stored ahead of its change. */
    private static final int AHEAD_BYTES = 1 << 20;

    /**
     * Content that the writer can take.
     *
     * @param reference what it is
     * @param prepared its objects, where they are not stored yet
     * @param lease what keeps it for this operation alone, where it is stored
     */
    record Ready(ContentReference reference, Optional<PreparedContent> prepared, Optional<Leases.Lease> lease) {
        /** Content that its caller keeps. */
        static Ready lent(HeldContent held) {
            return new Ready(held.reference(), held.prepared(), Optional.empty());
        }

        /** Content that was stored for the operation. */
        static Ready own(HeldContent held) {
            return new Ready(held.reference(), held.prepared(), held.lease());
        }
    }

    PendingOperation(Operation operation, int position, Optional<Ready> content) {
        this(operation, position, content, Optional.empty());
    }

    static PendingOperation of(Operation operation, int position, ContentIntake intake, Object storage) {
        Content content = contentOf(operation);
        if (content == null) {
            return new PendingOperation(operation, position, Optional.empty());
        }
        return new PendingOperation(
                operation, position, Optional.of(ready(content, operation, position, intake, storage)));
    }

    /** The content that a logged operation refers to, if it writes content. */
    static Optional<ContentReference> reference(Operation logged) {
        return contentOf(logged) instanceof ContentReference reference ? Optional.of(reference) : Optional.empty();
    }

    /** The same, with content that a version has kept until this is applied. */
    PendingOperation leasedBy(ContentIntake intake, ChunkStore chunks) {
        if (content.isEmpty() || content.get().prepared().isPresent()) {
            return this;
        }
        return new PendingOperation(
                operation,
                position,
                Optional.of(Ready.own(intake.hold(content.get().reference(), chunks))));
    }

    /** Lets go of what was stored for it: it was applied, or will not be. */
    void release() {
        content.flatMap(Ready::lease).ifPresent(Leases.Lease::close);
    }

    /** Roughly the bytes that it will write. */
    long bytes() {
        return 512
                + content.flatMap(Ready::prepared).map(PreparedContent::bytes).orElse(0L);
    }

    private static Ready ready(
            Content content, Operation operation, int position, ContentIntake intake, Object storage) {
        if (content instanceof HeldContent held && held.isUsableIn(storage)) {
            return Ready.lent(held);
        }
        if (content instanceof Content.Bytes memory) {
            byte[] bytes = memory.toByteArray();
            if (bytes.length <= AHEAD_BYTES) {
                return Ready.own(intake.hold(bytes));
            }
            try {
                return Ready.own(intake.takeLarge(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new ChangeRefusedException(
                Reason.CONTENT_UNAVAILABLE,
                operation.path(),
                position,
                "The content is closed, of another storage, or a bare reference; give bytes, or content from"
                        + " store() or View.content().");
    }

    private static @org.jspecify.annotations.Nullable Content contentOf(Operation operation) {
        if (operation instanceof Operation.CreateFile create) {
            return create.content();
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return replace.content();
        }
        if (operation instanceof Operation.WriteFile write) {
            return write.content();
        }
        return null;
    }
}

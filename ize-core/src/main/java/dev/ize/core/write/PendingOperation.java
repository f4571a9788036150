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
import java.util.Map;
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
     * @param stored what it is, where it is stored
     * @param prepared its objects, where they are not
     * @param records those of its objects that were encoded for this operation
     * @param lease what keeps it for this operation alone, where it is stored
     */
    record Ready(
            Optional<ContentReference> stored,
            Optional<PreparedContent> prepared,
            Map<PreparedContent.ObjectKey, byte[]> records,
            Optional<Leases.Lease> lease) {
        /** Content that its caller keeps. */
        static Ready lent(HeldContent held) {
            return held.prepared().map(Ready::of).orElseGet(() -> stored(held.reference()));
        }

        /** Content that was stored for the operation. */
        static Ready own(HeldContent held) {
            return held.prepared()
                    .map(Ready::of)
                    .orElseGet(
                            () -> new Ready(Optional.of(held.reference()), Optional.empty(), Map.of(), held.lease()));
        }

        /** Content in memory. */
        static Ready of(PreparedContent prepared) {
            return new Ready(Optional.empty(), Optional.of(prepared), Map.of(), Optional.empty());
        }

        /** Content that somebody else keeps. */
        static Ready stored(ContentReference reference) {
            return new Ready(Optional.of(reference), Optional.empty(), Map.of(), Optional.empty());
        }

        Ready encodedAs(Map<PreparedContent.ObjectKey, byte[]> encoded) {
            return new Ready(stored, prepared, encoded, lease);
        }

        ContentReference reference() {
            return prepared.map(PreparedContent::reference).orElseGet(stored::orElseThrow);
        }
    }

    PendingOperation(Operation operation, int position, Optional<Ready> content) {
        this(operation, position, content, Optional.empty());
    }

    /**
     * @param branch where content of several chunks finds what it is stored against
     */
    static PendingOperation of(Operation operation, int position, ContentIntake intake, BranchState branch) {
        Content content = contentOf(operation);
        if (content == null) {
            return new PendingOperation(operation, position, Optional.empty());
        }
        return new PendingOperation(
                operation, position, Optional.of(ready(content, operation, position, intake, branch)));
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
        return with(Ready.own(intake.hold(content.get().reference(), chunks)));
    }

    /** Lets go of what was stored for it: it was applied, or will not be. */
    void release() {
        content.flatMap(Ready::lease).ifPresent(Leases.Lease::close);
    }

    /** The same with other content. */
    PendingOperation with(Ready ready) {
        return new PendingOperation(operation, position, Optional.of(ready), recorded);
    }

    /** Roughly the bytes that it holds in memory, and the most that it will write. */
    long bytes() {
        return 512
                + content.flatMap(Ready::prepared)
                        .map(prepared -> (long) prepared.raw().length)
                        .orElse(0L);
    }

    private static Ready ready(
            Content content, Operation operation, int position, ContentIntake intake, BranchState branch) {
        if (content instanceof HeldContent held && held.isUsableIn(intake.storage())) {
            return Ready.lent(held);
        }
        if (content instanceof Content.Bytes memory) {
            byte[] bytes = memory.toByteArray();
            if (bytes.length <= AHEAD_BYTES) {
                return Ready.own(intake.hold(bytes));
            }
            try {
                return Ready.own(intake.takeLarge(
                        new ByteArrayInputStream(bytes), intake.encoder().formerAt(branch, operation.path())));
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

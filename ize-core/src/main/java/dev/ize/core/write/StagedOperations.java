package dev.ize.core.write;

import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a staged change on their way to the writer, in batches: while one is collected, the one before it is
 * encoded on other threads, and the one before that is written. What fails is told by a later call. For one thread.
 */
final class StagedOperations {
    /** Operations that are handed to the writer at once: some tenths of a second of its time at most. */
    private static final int BATCH_OPERATIONS = 2000;

    private final OperationEncoder encoder;
    private final BranchState branch;
    private final Function<List<PendingOperation>, ? extends Task<Stage.Flushed>> flush;

    private List<PendingOperation> collected = new ArrayList<>();
    private long collectedBytes;
    private @Nullable Batch encoding;
    private @Nullable Batch writing;

    /**
     * @param flush hands operations to the writer, which says how many of them it took
     */
    StagedOperations(
            OperationEncoder encoder,
            BranchState branch,
            Function<List<PendingOperation>, ? extends Task<Stage.Flushed>> flush) {
        this.encoder = encoder;
        this.branch = branch;
        this.flush = flush;
    }

    void add(PendingOperation pending) {
        collected.add(pending);
        collectedBytes += pending.bytes();
        if (collected.size() >= BATCH_OPERATIONS || collectedBytes >= ContentEncoder.BATCH_BYTES) {
            advance();
        }
    }

    /** Has everything written. */
    void flush() {
        while (!collected.isEmpty() || encoding != null || writing != null) {
            advance();
        }
    }

    /** Lets go of what was not written and will not be. */
    void release() {
        collected.forEach(PendingOperation::release);
        collected = List.of();
        release(encoding);
        release(writing);
    }

    private static void release(@Nullable Batch batch) {
        if (batch != null) {
            batch.release();
        }
    }

    private void advance() {
        finishWriting();
        Batch next = encoding;
        encoding = null;
        if (next != null) {
            writing = next;
            next.beginWriting();
        }
        if (!collected.isEmpty()) {
            encoding = new Batch(collected);
            collected = new ArrayList<>();
            collectedBytes = 0;
        }
    }

    private void finishWriting() {
        Batch last = writing;
        if (last != null) {
            try {
                last.finishWriting();
            } finally {
                writing = null;
                last.release();
            }
        }
    }

    private final class Batch {
        private final List<PendingOperation> operations;
        private final CompletableFuture<OperationEncoder.Encoded> encoded;
        private List<PendingOperation> rest = List.of();
        private @Nullable Task<Stage.Flushed> task;

        Batch(List<PendingOperation> operations) {
            this.operations = operations;
            this.encoded = encoder.begin(branch, operations, false);
        }

        void beginWriting() {
            rest = EncoderThreads.await(encoded).operations();
            task = flush.apply(first(BATCH_OPERATIONS));
        }

        void finishWriting() {
            Task<Stage.Flushed> begun = task;
            int most = BATCH_OPERATIONS;
            while (begun != null) {
                try {
                    rest = rest.subList(begun.await().operations(), rest.size());
                } catch (TooLargeException e) {
                    // An edit of large content may write many chunks anew: more than the room that others have left.
                    if (most == 1) {
                        throw refusedAsTooLarge(rest.get(0));
                    }
                    most = 1;
                }
                begun = rest.isEmpty() ? null : flush.apply(first(most));
            }
        }

        private List<PendingOperation> first(int most) {
            return rest.subList(0, Math.min(most, rest.size()));
        }

        void release() {
            // Where encoding failed, that was told, or nobody asks any more; the lease ends by itself then.
            CompletableFuture<Void> unused = encoded.thenAccept(OperationEncoder.Encoded::close);
            operations.forEach(PendingOperation::release);
        }
    }

    private static ChangeRefusedException refusedAsTooLarge(PendingOperation pending) {
        return new ChangeRefusedException(
                Reason.TOO_LARGE,
                pending.operation().path(),
                pending.position(),
                "The edit changes more of the file's chunks than one batch holds; write the file in parts.");
    }
}

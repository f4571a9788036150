package dev.ize.core.write;

import dev.ize.core.content.FormerChunks;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.PreparedContent.ObjectKey;
import dev.ize.spi.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Encodes what operations write before they come to the writer: the content of each file against what its path holds
 * on the branch by then. That is a guess, which a change on its way may overtake; only the length of records hangs on it.
 *
 * <p>For any thread.
 */
final class OperationEncoder {
    /** Bytes of content that one thread takes at once. */
    private static final long PIECE_BYTES = 128 << 10;

    /** Operations that one thread takes at once. */
    private static final int PIECE_OPERATIONS = 64;

    private final ContentEncoder contents;
    private final EncoderThreads threads;

    OperationEncoder(ContentEncoder contents) {
        this.contents = contents;
        this.threads = contents.threads();
    }

    /** Operations with their content encoded, and what keeps that until it is closed. */
    record Encoded(List<PendingOperation> operations, Leases.Lease lease) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }

    /** Encodes with this thread as one of those that do. */
    Encoded encode(BranchState branch, List<PendingOperation> operations, boolean inlineAllowed) {
        Work work = new Work(branch, operations, inlineAllowed);
        threads.run(work.pieces.size(), work.pieces.size(), work::part);
        return work.encoded();
    }

    /** Begins to encode on other threads. */
    CompletableFuture<Encoded> begin(BranchState branch, List<PendingOperation> operations, boolean inlineAllowed) {
        Work work = new Work(branch, operations, inlineAllowed);
        return threads.begin(work.pieces.size(), work.pieces.size(), work::part).thenApply(done -> work.encoded());
    }

    /** Where operations begin that one thread takes at once, and where they end. */
    private record Piece(int from, int to) {}

    private final class Work {
        private final BranchState branch;
        private final PendingOperation[] operations;
        private final boolean inlineAllowed;
        private final List<Piece> pieces = new ArrayList<>();
        private final Leases.Lease lease = contents.openLease();

        Work(BranchState branch, List<PendingOperation> operations, boolean inlineAllowed) {
            this.branch = branch;
            this.operations = operations.toArray(PendingOperation[]::new);
            this.inlineAllowed = inlineAllowed;
            int from = 0;
            long bytes = 0;
            int wanted = 0;
            for (int i = 0; i < this.operations.length; i++) {
                if (wantsEncoding(this.operations[i], inlineAllowed)) {
                    wanted++;
                    bytes += this.operations[i].bytes();
                }
                if (bytes >= PIECE_BYTES || wanted >= PIECE_OPERATIONS) {
                    pieces.add(new Piece(from, i + 1));
                    from = i + 1;
                    bytes = 0;
                    wanted = 0;
                }
            }
            if (wanted > 0) {
                pieces.add(new Piece(from, this.operations.length));
            }
        }

        EncoderThreads.Part part() {
            ObjectEncoder objects = contents.open(lease);
            FormerContents paths =
                    new FormerContents(new TreeReader(objects.snapshot(), branch.lineage(), Long.MAX_VALUE));
            return new EncoderThreads.Part() {
                @Override
                public void accept(int piece) {
                    for (int i = pieces.get(piece).from(); i < pieces.get(piece).to(); i++) {
                        if (wantsEncoding(operations[i], inlineAllowed)) {
                            operations[i] = OperationEncoder.encode(operations[i], objects, paths);
                        }
                    }
                }

                @Override
                public void close() {
                    objects.close();
                }
            };
        }

        Encoded encoded() {
            return new Encoded(Arrays.asList(operations), lease);
        }
    }

    private static boolean wantsEncoding(PendingOperation pending, boolean inlineAllowed) {
        boolean isWhole = pending.operation() instanceof Operation.CreateFile
                || pending.operation() instanceof Operation.ReplaceContent;
        int length = pending.content()
                .flatMap(PendingOperation.Ready::prepared)
                .map(prepared -> prepared.raw().length)
                .orElse(0);
        return isWhole && length > (inlineAllowed ? ContentPlacer.INLINE_BYTES : 0);
    }

    private static PendingOperation encode(PendingOperation pending, ObjectEncoder objects, FormerContents paths) {
        PendingOperation.Ready ready = pending.content().orElseThrow();
        PreparedContent prepared = ready.prepared().orElseThrow();
        FormerChunks former =
                paths.find(pending.operation().path()).map(objects::former).orElseGet(FormerChunks::none);
        Map<ObjectKey, byte[]> records = new LinkedHashMap<>();
        prepared.objects()
                .forEach((key, raw) -> objects.encode(ContentEncoder.Pending.of(key, raw, former))
                        .ifPresent(record -> records.put(key, record)));
        return pending.with(ready.encodedAs(records));
    }
}

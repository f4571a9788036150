package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Change;
import dev.ize.spi.Durability;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies changes: makes their content ready on the caller's thread and hands them to the writer, in one batch
 * where they fit and staged where they do not.
 *
 * @param durability what a change survives when its call returns
 */
public record ChangeWriter(
        Engine engine, Writer writer, ContentIntake intake, ChunkCodec codec, Points points, Durability durability) {
    /** Operations above which a change is staged without trying to fit it into one batch. */
    private static final int MAX_OPERATIONS = 10_000;

    /** Bytes of content above which a change is staged; what compresses comes to much less in its batch. */
    private static final long MAX_CONTENT_BYTES = Turn.MAX_BATCH_BYTES;

    /** Applies a change and waits for it, as {@link dev.ize.spi.Branch#apply} says. */
    public AppliedChange apply(BranchState branch, Change change) {
        if (change.operations().size() > MAX_OPERATIONS) {
            return applyStaged(branch, change);
        }
        List<PendingOperation> pending = new ArrayList<>();
        try {
            long bytes = 0;
            for (Operation operation : change.operations()) {
                pending.add(PendingOperation.of(operation, pending.size(), intake, branch));
                bytes += pending.get(pending.size() - 1).bytes();
                if (bytes > MAX_CONTENT_BYTES) {
                    return applyStaged(branch, change);
                }
            }
            boolean inlineAllowed = ChangeTask.allowsInline(pending.size());
            try (OperationEncoder.Encoded encoded = operationEncoder().encode(branch, pending, inlineAllowed)) {
                return writer.submit(new ChangeTask(durability, branch, change, encoded.operations(), points));
            }
        } catch (TooLargeException e) {
            return applyStaged(branch, change);
        } finally {
            pending.forEach(PendingOperation::release);
        }
    }

    OperationEncoder operationEncoder() {
        return new OperationEncoder(intake.encoder());
    }

    /** Waits for the branch and starts a staged change on it, which the caller closes. */
    public StagedChange stage(BranchState branch, String author, String message, String session) {
        return stage(branch, new Stage.Description(author, message, session, List.of()));
    }

    private StagedChange stage(BranchState branch, Stage.Description description) {
        Stage stage = new Stage(this, branch, description);
        stage.begin();
        return stage;
    }

    private AppliedChange applyStaged(BranchState branch, Change change) {
        Stage.Description description =
                new Stage.Description(change.author(), change.message(), change.session(), change.preconditions());
        try (StagedChange stage = stage(branch, description)) {
            change.operations().forEach(stage::add);
            return stage.publish();
        }
    }
}

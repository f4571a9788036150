package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Durability;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorePosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A staged change: operations are collected and written in batches under seqs above the branch's head, where no
 * view looks; a last small batch with the closing record moves the head.
 *
 * <p>A marker in META names the first seq as long as the stage is not published, so that an abort, or the next
 * open, knows what to take back. The stage holds its branch until it is published or all of it is taken back.
 */
public final class Stage implements StagedChange {
    /** Bytes of records after which a batch takes no further operation: what one writes shows when it is applied. */
    private static final long FLUSH_BYTES = Turn.MAX_BATCH_BYTES / 2;

    private final Writer writer;
    private final Engine engine;
    private final BranchState branch;
    private final ContentIntake intake;
    private final ChunkCodec codec;
    private final Points points;
    private final Durability durability;
    private final Description description;

    /** What is known of a staged change before its operations. */
    record Description(String author, String message, String session, List<Change.Precondition> preconditions) {}

    private final StagedOperations operations;
    private int added;
    private volatile @Nullable ChangeRun run;
    private @Nullable Throwable failure;
    private boolean ended;

    Stage(ChangeWriter parts, BranchState branch, Description description) {
        this.writer = parts.writer();
        this.engine = parts.engine();
        this.branch = branch;
        this.intake = parts.intake();
        this.codec = parts.codec();
        this.operations = new StagedOperations(parts.operationEncoder(), branch, this::beginFlush);
        this.points = parts.points();
        this.durability = parts.durability();
        this.description = description;
    }

    /** Waits for the branch and holds it. */
    void begin() {
        writer.submit(new BeginTask());
    }

    @Override
    public void add(Operation operation) {
        requireUsable();
        int position = added++;
        try {
            if (operation instanceof Operation.Restore restore) {
                addRestore(restore, position);
            } else {
                operations.add(PendingOperation.of(operation, position, intake, branch));
            }
        } catch (RuntimeException | Error e) {
            // A stage that went on would publish the change without this operation, or with half of a restore.
            failure = e;
            throw e;
        }
    }

    /** Adds an operation as another store has recorded it. */
    void addRecorded(PendingOperation operation) {
        requireUsable();
        added++;
        try {
            operations.add(operation);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long operations() {
        return added;
    }

    @Override
    public AppliedChange publish() {
        return publish(new PublishTask());
    }

    /** Publishes the change as another store has recorded it, if this store is at the given position. */
    void publishAs(RecordedChange recorded, StorePosition base) {
        publish(new PublishRecordedTask(recorded, base));
    }

    private AppliedChange publish(PublishTask task) {
        requireUsable();
        if (added == 0) {
            throw new IllegalStateException("A staged change needs at least one operation");
        }
        try {
            operations.flush();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
        AppliedChange applied = writer.submit(task);
        ended = true;
        return applied;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            try {
                writer.submit(new AbortTask());
            } finally {
                operations.release();
            }
        }
    }

    private FlushTask beginFlush(List<PendingOperation> batch) {
        FlushTask task = new FlushTask(batch);
        writer.begin(task);
        return task;
    }

    /**
     * Plans against the state that the stage has reached, which nothing else changes meanwhile, and adds the steps
     * one by one.
     */
    private void addRestore(Operation.Restore restore, int position) {
        operations.flush();
        try (EngineSnapshot snapshot = new ReusingSnapshot(engine.snapshot())) {
            TreeReader present = new TreeReader(snapshot, branch.lineage(), Long.MAX_VALUE);
            TreeReader source = points.tree(snapshot, restore.point());
            ContentRecords chunks = new ContentRecords(snapshot, codec);
            new RestorePlan(present, source, codec, position, step -> operations.add(step.leasedBy(intake, chunks)))
                    .restore(restore);
        }
    }

    private void requireUsable() {
        if (ended) {
            throw new StorageClosedException("The staged change has ended.");
        }
        if (failure instanceof ChangeRefusedException refused) {
            throw new ChangeRefusedException(
                    refused.reason(),
                    refused.path(),
                    refused.operationIndex(),
                    "An operation of this staged change did not fit; close it.");
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure != null) {
            throw new StorageFailedException("The staged change failed; close it.", failure);
        }
    }

    /** Takes hold of the branch; writes nothing. */
    private final class BeginTask extends Task<Boolean> {
        BeginTask() {
            super(Durability.BUFFERED, branch);
        }

        @Override
        protected Boolean prepare(Turn turn) {
            ChangeTask.requireLive(turn, branch);
            TreeReader tree = new TreeReader(turn.overlay(), branch.lineage(), Long.MAX_VALUE);
            ChangeTask.check(description.preconditions(), branch, turn.head(branch), tree);
            writer.hold(branch, Stage.this);
            return true;
        }

        /** When it is prepared again the stage may not be let begin, and nobody would let the branch go. */
        @Override
        protected void refused() {
            writer.release(branch);
        }
    }

    /** What was written of a list of operations: as many of its first as made a batch. */
    record Flushed(ChangeRun run, int operations) {}

    /** Writes operations where no view sees them. */
    private final class FlushTask extends Task<Flushed> {
        private final List<PendingOperation> batch;

        FlushTask(List<PendingOperation> batch) {
            super(Durability.BUFFERED, branch);
            this.batch = batch;
        }

        @Override
        protected Object owner() {
            return Stage.this;
        }

        @Override
        protected Flushed prepare(Turn turn) {
            ChangeRun next;
            if (run == null) {
                ChangeTask.requireLive(turn, branch);
                Instant time = turn.counters().timeAt(turn.wallClock());
                next = new ChangeRun(
                        turn, branch, time, new Chain(turn.head(branch).link()), false);
                byte[] key = Keys.stage(branch.id());
                Optional<RecordedOperation> recorded = batch.get(0).recorded();
                ByteWriter start = new ByteWriter()
                        .varint(recorded.isPresent() ? recorded.get().seq() : next.seq());
                turn.overlay().put(Keyspaces.META, key, Checksum.seal(Keyspaces.META, key, start));
            } else {
                next = run.continueIn(turn);
            }
            int applied = 0;
            while (applied < batch.size() && next.bytes() < FLUSH_BYTES) {
                OperationApplier.apply(next, batch.get(applied));
                applied++;
            }
            return new Flushed(next, applied);
        }

        @Override
        protected void committed(Flushed flushed) {
            run = flushed.run();
        }
    }

    /** Makes the change visible. */
    private class PublishTask extends Task<AppliedChange> {
        PublishTask() {
            super(durability, branch);
        }

        @Override
        protected Object owner() {
            return Stage.this;
        }

        @Override
        protected AppliedChange prepare(Turn turn) {
            Instant time = turn.counters().timeAt(turn.wallClock());
            turn.overlay().delete(Keyspaces.META, Keys.stage(branch.id()));
            if (run == null || run.operations() == 0) {
                return new AppliedChange(ChangeTask.point(branch, turn.head(branch)), time, 0);
            }
            ChangeRun closing = run.continueIn(turn);
            BranchState.Head head =
                    closing.publish(turn, time, description.author(), description.message(), description.session());
            turn.moveHead(branch, head);
            return new AppliedChange(ChangeTask.point(branch, head), time, closing.operations());
        }

        @Override
        protected void committed(AppliedChange applied) {
            writer.release(branch);
        }
    }

    /** Makes the change visible as another store has recorded it. */
    private final class PublishRecordedTask extends PublishTask {
        private final RecordedChange recorded;
        private final StorePosition base;

        PublishRecordedTask(RecordedChange recorded, StorePosition base) {
            this.recorded = recorded;
            this.base = base;
        }

        @Override
        protected AppliedChange prepare(Turn turn) {
            turn.counters().requireAt(base);
            turn.overlay().delete(Keyspaces.META, Keys.stage(branch.id()));
            ChangeRun begun = run;
            if (begun == null) {
                throw new IllegalStateException("A recorded change has no operation that was logged");
            }
            ChangeRun closing = begun.continueIn(turn);
            BranchState.Head head = closing.closeAs(recorded);
            turn.moveHead(branch, head);
            return new AppliedChange(
                    ChangeTask.point(branch, head), recorded.closing().effectiveTime(), closing.operations());
        }
    }

    /** Has everything taken back; the branch is let go when that is done. */
    private final class AbortTask extends Task<Boolean> {
        AbortTask() {
            super(Durability.BUFFERED, branch);
        }

        @Override
        protected Object owner() {
            return Stage.this;
        }

        @Override
        protected Boolean prepare(Turn turn) {
            return true;
        }

        @Override
        protected void committed(Boolean done) {
            ChangeRun begun = run;
            if (begun == null) {
                writer.release(branch);
            } else {
                writer.addBackground(Unwinding.ofStage(writer, branch, begun.start()));
            }
        }
    }
}

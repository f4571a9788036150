package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.Durability;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.StorePosition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way into a store for what another store has recorded: numbers, times and chains are taken over instead of
 * made, and are refused where they do not fit what the store computes.
 *
 * <p>Each call names the position at which the store must be, and throws {@link dev.ize.spi.DumpMismatchException}
 * where it is elsewhere. What does not fit is an {@link InvalidDumpException}, or what the same call of a storage
 * throws; nothing of it is written then. Nothing is durable before {@link #sync()} or {@link #finish}. For one thread,
 * and while nothing is collected: what was added ahead has no lease.
 */
public final class RecordedWriter {
    private final ChangeWriter changes;
    private final Administration administration;

    /** Writes where these two write. */
    public RecordedWriter(ChangeWriter changes, Administration administration) {
        this.changes = changes;
        this.administration = administration;
    }

    /**
     * An encoded object.
     *
     * @param record what {@link ChunkCodec} made of it, without a base
     */
    public record StoredObject(Form form, ContentHash hash, byte[] record) {}

    /**
     * A change with its operations.
     *
     * @param change what is known without them
     * @param operations in their order
     */
    public record Whole(RecordedChange change, List<RecordedOperation> operations) {}

    /**
     * A change too large for a batch, by the rules of a {@link dev.ize.spi.StagedChange}; ended by {@link #publish} or
     * {@link #close}.
     */
    public final class Large implements AutoCloseable {
        private final RecordedChange change;
        private final Stage stage;
        private int added;

        private Large(RecordedChange change, Stage stage) {
            this.change = change;
            this.stage = stage;
        }

        /** Adds the next operation. */
        public void add(RecordedOperation operation) {
            stage.addRecorded(pending(operation, added++));
        }

        /** Makes the change visible, if the store is at a position. */
        public void publish(StorePosition base) {
            stage.publishAs(change, base);
        }

        @Override
        public void close() {
            stage.close();
        }
    }

    /** Where the store is now. */
    public StorePosition position() {
        return changes.writer().submit(new PositionTask());
    }

    /** Gives a store in which nothing has happened yet the age of the recorded one; false if something has. */
    public boolean adopt(Instant createdAt) {
        BranchState main = administration.branches().require(BranchId.MAIN.value());
        return changes.writer().submit(new AdoptTask(main, createdAt));
    }

    /** Stores objects ahead of the changes that refer to them. */
    public void add(List<StoredObject> objects) {
        Map<PreparedContent.ObjectKey, byte[]> records = new LinkedHashMap<>();
        objects.forEach(
                object -> records.put(new PreparedContent.ObjectKey(object.form(), object.hash()), object.record()));
        changes.writer().submit(new ContentIntake.AddObjects(records));
    }

    /**
     * Applies successive changes of one branch, all or none.
     *
     * @param wholes at least one
     * @return false if they are too much for one batch; nothing was applied
     */
    public boolean apply(StorePosition base, List<Whole> wholes) {
        BranchState branch = branch(wholes.get(0).change());
        List<RecordedChangesTask.Whole> ready = wholes.stream()
                .map(whole -> new RecordedChangesTask.Whole(whole.change(), pending(whole.operations())))
                .toList();
        try {
            return changes.writer().submit(new RecordedChangesTask(branch, base, ready));
        } catch (TooLargeException e) {
            return false;
        }
    }

    /** Begins a change that is too large for a batch. */
    public Large begin(RecordedChange change) {
        Stage stage = new Stage(
                changes,
                branch(change),
                new Stage.Description(
                        change.closing().author(),
                        change.closing().message(),
                        change.closing().session(),
                        List.<Change.Precondition>of()));
        stage.begin();
        return new Large(change, stage);
    }

    /** Carries an act out. */
    public void act(StorePosition base, RecordedAct act) {
        BranchState subject = administration.branches().find(act.act().branch());
        changes.writer().submit(new RecordedActTask(act, base, administration, subject));
    }

    /**
     * Goes on with numbers that the other store has not given out, and makes all durable.
     *
     * @param nextSeq the next number of an operation or act there
     * @param nextNode the next number of a node there
     */
    public void finish(StorePosition base, long nextSeq, long nextNode) {
        changes.writer().submit(new PassTask(base, nextSeq, nextNode));
    }

    /** Makes all durable. */
    public void sync() {
        administration.sync();
    }

    private BranchState branch(RecordedChange change) {
        BranchState branch = administration.branches().find(change.branch());
        if (branch == null) {
            throw new InvalidDumpException(
                    "A change is of a branch that is not there. branch=" + change.branch() + " sequence="
                            + change.seq(),
                    null);
        }
        return branch;
    }

    private List<PendingOperation> pending(List<RecordedOperation> operations) {
        return java.util.stream.IntStream.range(0, operations.size())
                .mapToObj(position -> pending(operations.get(position), position))
                .toList();
    }

    private PendingOperation pending(RecordedOperation recorded, int position) {
        Optional<ContentReference> reference = PendingOperation.reference(recorded.operation());
        Optional<PendingOperation.Ready> ready = reference.map(named -> {
            Optional<PreparedContent> prepared = recorded.bytes().map(PreparedContent::of);
            if (named.length() == 0 && prepared.isEmpty()) {
                prepared = Optional.of(PreparedContent.of(new byte[0]));
            }
            if (prepared.isPresent() && !prepared.get().reference().equals(named)) {
                throw new InvalidDumpException(
                        "Content does not match its hash. hash=" + named.hash() + " sequence=" + recorded.seq(), null);
            }
            return prepared.map(PendingOperation.Ready::of).orElseGet(() -> PendingOperation.Ready.stored(named));
        });
        return new PendingOperation(recorded.operation(), position, ready, Optional.of(recorded));
    }

    /** Reads the counters where nothing changes them. */
    private static final class PositionTask extends Task<StorePosition> {
        PositionTask() {
            super(Durability.BUFFERED, null);
        }

        @Override
        protected StorePosition prepare(Turn turn) {
            return turn.counters().position();
        }
    }

    /** Keeps numbers from being given out that were given out elsewhere, and removed. */
    private static final class PassTask extends Task<Boolean> {
        private final StorePosition base;
        private final long nextSeq;
        private final long nextNode;

        PassTask(StorePosition base, long nextSeq, long nextNode) {
            super(Durability.SYNC, null);
            this.base = base;
            this.nextSeq = nextSeq;
            this.nextNode = nextNode;
        }

        @Override
        protected Boolean prepare(Turn turn) {
            turn.counters().requireAt(base);
            turn.counters().passSeq(nextSeq - 1);
            turn.counters().passNode(nextNode - 1);
            byte[] key = Keys.counters();
            turn.overlay().put(Keyspaces.META, key, turn.counters().toRecord().encode(key));
            return true;
        }
    }

    /** Writes the first records of a store anew, as of another time. */
    private static final class AdoptTask extends Task<Boolean> {
        private final BranchState main;
        private final Instant createdAt;

        AdoptTask(BranchState main, Instant createdAt) {
            super(Durability.BUFFERED, main);
            this.main = main;
            this.createdAt = createdAt;
        }

        @Override
        protected Boolean prepare(Turn turn) {
            if (!turn.counters().position().equals(StorePosition.START)) {
                return false;
            }
            turn.counters().adopt(createdAt);
            byte[] mainKey = Keys.branch(main.id());
            turn.overlay().put(Keyspaces.BRANCHES, mainKey, described().encode(mainKey));
            byte[] rootKey = Keys.firstRoot();
            turn.overlay()
                    .put(
                            Keyspaces.NODES,
                            rootKey,
                            NodeRecord.firstRoot(createdAt).encode(rootKey));
            byte[] counters = Keys.counters();
            turn.overlay()
                    .put(Keyspaces.META, counters, turn.counters().toRecord().encode(counters));
            return true;
        }

        @Override
        protected void committed(Boolean adopted) {
            if (adopted) {
                main.describeAs(described());
            }
        }

        private BranchRecord described() {
            return new BranchRecord(0, 0, 0, createdAt, false, main.name());
        }
    }
}

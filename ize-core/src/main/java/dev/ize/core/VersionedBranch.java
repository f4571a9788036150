package dev.ize.core;

import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.LogReader;
import dev.ize.core.write.BranchState;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeId;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.View;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** A branch of an open storage. */
final class VersionedBranch implements Branch {
    private final VersionedFileSystemStorage storage;
    private final BranchState state;

    VersionedBranch(VersionedFileSystemStorage storage, BranchState state) {
        this.storage = storage;
        this.state = state;
    }

    @Override
    public BranchId id() {
        return new BranchId(state.id());
    }

    @Override
    public String name() {
        return state.name();
    }

    @Override
    public View head() {
        return storage.call(() -> {
            requireLive();
            return view(state.head().seq());
        });
    }

    @Override
    public View at(Instant time) {
        long head = state.head().seq();
        try (ReadSession session = storage.read()) {
            requireLive();
            return ChangeEnds.lastEndAtOrBefore(session.snapshot(), state.lineage(), state.id(), head, time)
                    .map(end -> view(end.seq()))
                    .orElseThrow(() -> new NoSuchPointException(
                            "The branch has no change at or before this time; take a later one. branch=" + name()
                                    + " time=" + time));
        }
    }

    @Override
    public View at(ChangeId change) {
        return atRecord(change.value(), record -> record.closing().isPresent(), "change " + change);
    }

    @Override
    public View at(OperationId operation) {
        // Of an operation that ended a change at a point that was kept, only that is left.
        return atRecord(
                operation.value(),
                record -> record.operation().isPresent() || !state.lineage().hasOperation(operation.value()),
                "operation " + operation);
    }

    @Override
    public View at(Point point) {
        if (!point.branch().equals(id())) {
            throw new NoSuchPointException("The point is of another branch. branch=" + id() + " point=" + point);
        }
        if (point.sequence() == 0 || point.sequence() == state.head().seq()) {
            return storage.call(() -> {
                requireLive();
                state.lineage().requireKept(state.id(), point.sequence());
                return view(point.sequence());
            });
        }
        return atRecord(point.sequence(), record -> true, "point @" + point.sequence());
    }

    private View atRecord(long seq, Predicate<OperationRecord> wanted, String what) {
        try (ReadSession session = storage.read()) {
            requireLive();
            long head = state.head().seq();
            if (state.lineage().mayHave(head, seq)) {
                state.lineage().requireKept(state.id(), seq);
            }
            return ChangeEnds.findOn(session.snapshot(), state.lineage(), head, seq)
                    .filter(wanted)
                    .map(found -> view(seq))
                    .orElseThrow(() -> new NoSuchPointException(
                            "The branch has no such " + what + ". branch=" + name() + " head=@" + head));
        }
    }

    @Override
    public Optional<Point> floor() {
        return storage.call(() -> {
            requireLive();
            long pruned = state.lineage().prunedUpTo(state.head().seq());
            return pruned == 0 ? Optional.empty() : Optional.of(new Point(id(), pruned));
        });
    }

    @Override
    public AppliedChange apply(Change change) {
        return storage.call(() -> {
            requireLive();
            return storage.changes().apply(state, change);
        });
    }

    @Override
    public StagedChange stage(String author, String message, String session) {
        Change.checkDescription(author, message, session);
        return storage.call(() -> {
            requireLive();
            return new GatedStage(storage, storage.changes().stage(state, author, message, session));
        });
    }

    @Override
    public LogPage<LoggedOperation> log(LogQuery query) {
        // The head first: an engine snapshot that is older may show half of the staged change that it ends.
        long head = state.head().seq();
        try (ReadSession session = storage.read()) {
            requireLive();
            return new LogReader(session.snapshot(), state.lineage(), head, storage.descriptions())
                    .read(state.id(), query);
        }
    }

    private View view(long seq) {
        return new VersionedView(storage, state, seq, Optional.empty());
    }

    private void requireLive() {
        if (state.isDeleted()) {
            throw new NotFoundException("The branch has been deleted. branch=" + name());
        }
    }
}

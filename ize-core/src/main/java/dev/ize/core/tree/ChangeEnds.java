package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Point;
import dev.ize.spi.PointInsideChangeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds where changes end in the logs of a lineage. Each record tells where its change starts, so that the end of
 * a change is found by galloping, in a number of seeks that grows with the logarithm of its length, and a time by
 * bisection, without an index of either.
 */
public final class ChangeEnds {
    private static final ContentHash START = ContentHash.of(new byte[ContentHash.BYTES]);

    private ChangeEnds() {}

    /**
     * The end of a change.
     *
     * @param branch the branch in whose log it is
     * @param seq seq of the closing record
     * @param closing the record
     */
    public record End(long branch, long seq, ClosingRecord closing) {}

    /** The record of a branch's log at a seq, if there is one. */
    public static Optional<OperationRecord> find(EngineSnapshot snapshot, long branch, long seq) {
        byte[] key = Keys.operation(branch, seq);
        byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
        return value == null ? Optional.empty() : Optional.of(OperationRecord.decode(key, value));
    }

    /** The record at a seq, if a lineage up to its head has one there: acts and other branches take seqs too. */
    public static Optional<OperationRecord> findOn(EngineSnapshot snapshot, Lineage lineage, long head, long seq) {
        return lineage.mayHave(head, seq) ? find(snapshot, lineage.branch(lineage.owner(seq)), seq) : Optional.empty();
    }

    /**
     * The end of the change that a view's newest visible record belongs to if that record ends it, else of the
     * change before; empty before the first change.
     */
    public static Optional<End> lastEndAt(EngineSnapshot snapshot, Lineage lineage, long view) {
        for (int i = 0; i < lineage.size(); i++) {
            Optional<End> end = lastEndIn(snapshot, lineage.branch(i), lineage.base(i), lineage.bound(i, view));
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    /** The newest end in one branch's own log with a seq in {@code (base, bound]}. */
    public static Optional<End> lastEndIn(EngineSnapshot snapshot, long branch, long base, long bound) {
        if (bound <= base) {
            return Optional.empty();
        }
        try (Cursor cursor = log(snapshot, branch, base, bound)) {
            if (!cursor.previous()) {
                return Optional.empty();
            }
            OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
            if (record.closing().isEmpty()) {
                if (!cursor.seekBefore(Keys.operation(branch, record.changeStart()))) {
                    return Optional.empty();
                }
                record = OperationRecord.decode(cursor.key(), cursor.value());
            }
            return Optional.of(end(branch, Keys.longAt(cursor.key(), 8), record));
        }
    }

    /** The end of the change that a record belongs to, among the records up to a bound. */
    public static Optional<End> endOf(
            EngineSnapshot snapshot, long branch, long seq, OperationRecord record, long bound) {
        if (record.closing().isPresent()) {
            return Optional.of(end(branch, seq, record));
        }
        long start = record.changeStart();
        try (Cursor cursor = log(snapshot, branch, start - 1, bound)) {
            long inside = seq;
            long step = 1;
            long outside = Long.MAX_VALUE;
            while (outside == Long.MAX_VALUE) {
                long probe = inside > Long.MAX_VALUE - step ? Long.MAX_VALUE : inside + step;
                if (!cursor.seekAtOrAfter(Keys.operation(branch, probe)) || startOf(cursor) != start) {
                    outside = probe;
                } else {
                    inside = Keys.longAt(cursor.key(), 8);
                    step *= 2;
                }
            }
            while (outside - inside > 1) {
                long middle = inside + (outside - inside) / 2;
                if (cursor.seekAtOrAfter(Keys.operation(branch, middle)) && startOf(cursor) == start) {
                    inside = Keys.longAt(cursor.key(), 8);
                } else {
                    outside = middle;
                }
            }
            OperationRecord last = find(snapshot, branch, inside).orElseThrow();
            return last.closing().isPresent() ? Optional.of(end(branch, inside, last)) : Optional.empty();
        }
    }

    /**
     * The end of the newest change with an effective time at or before the given one, of those that a view sees.
     *
     * @param viewed the branch through which it is seen, for a message
     * @throws dev.ize.spi.PointPrunedException if it was pruned
     */
    public static Optional<End> lastEndAtOrBefore(
            EngineSnapshot snapshot, Lineage lineage, long viewed, long view, Instant time) {
        for (int i = 0; i < lineage.size(); i++) {
            KeptPoints kept = lineage.floor(i).kept();
            Optional<End> newest = lastEndIn(snapshot, lineage.branch(i), lineage.base(i), lineage.bound(i, view));
            if (newest.isEmpty()) {
                continue;
            }
            if (isAtOrBefore(newest.get(), time)) {
                return newest;
            }
            long base = Math.max(lineage.base(i), kept.floor());
            Optional<End> first = kept.isPruned()
                    ? lastEndIn(snapshot, lineage.branch(i), lineage.base(i), kept.floor())
                            .filter(end -> isAtOrBefore(end, time))
                    : Optional.empty();
            Optional<End> end = lastEndIn(snapshot, lineage.branch(i), base, newest.get(), time);
            if (end.isPresent() || first.isPresent()) {
                return end.isPresent() ? end : first;
            }
            if (kept.isPruned() && !time.isBefore(kept.firstTime())) {
                return Optional.of(keptEnd(snapshot, lineage, i, viewed, time));
            }
        }
        return Optional.empty();
    }

    private static boolean isAtOrBefore(End end, Instant time) {
        return !end.closing().effectiveTime().isAfter(time);
    }

    /** The point below a member's floor that was its newest at a time. */
    private static End keptEnd(EngineSnapshot snapshot, Lineage lineage, int index, long viewed, Instant time) {
        KeptPoints kept = lineage.floor(index).kept();
        OptionalInt first = kept.firstUntilAfter(time);
        long seq = first.isPresent() ? kept.point(first.getAsInt()) : kept.floor();
        if (first.isPresent() && seq > 0) {
            Optional<End> end = lastEndIn(snapshot, lineage.branch(index), lineage.base(index), seq)
                    .filter(found -> isAtOrBefore(found, time));
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw lineage.pruned(
                kept, index, viewed, seq, "What was the newest change at this time was pruned. time=" + time);
    }

    private static Optional<End> lastEndIn(EngineSnapshot snapshot, long branch, long base, End newest, Instant time) {
        // Every end up to low is early enough, and every end above high too late.
        long low = base;
        long high = newest.seq() - 1;
        Optional<End> best = Optional.empty();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            Optional<End> end = lastEndIn(snapshot, branch, base, middle);
            if (end.isEmpty() || isAtOrBefore(end.get(), time)) {
                best = end;
                low = middle;
            } else {
                high = end.get().seq() - 1;
            }
        }
        return best;
    }

    /**
     * The branch's link at a point that ends a change; 32 zero bytes before the first.
     *
     * @throws PointInsideChangeException as {@link #requireEnd}
     * @throws NoSuchPointException likewise
     */
    public static ContentHash linkAt(EngineSnapshot snapshot, Lineage lineage, long viewed, long seq) {
        requireEnd(snapshot, lineage, viewed, seq);
        return lastEndAt(snapshot, lineage, seq)
                .map(end -> end.closing().branchLink())
                .orElse(START);
    }

    /**
     * Checks that a point ends a change, as 0 does.
     *
     * @param viewed the branch through which it is seen, for the message
     * @throws PointInsideChangeException if it lies inside one, with the ends around it
     * @throws NoSuchPointException if there is nothing at it
     */
    public static void requireEnd(EngineSnapshot snapshot, Lineage lineage, long viewed, long seq) {
        if (seq == 0) {
            return;
        }
        int owner = lineage.owner(seq);
        long branch = lineage.branch(owner);
        OperationRecord record = find(snapshot, branch, seq)
                .orElseThrow(() -> new NoSuchPointException("The branch has no such point. seq=" + seq));
        if (record.closing().isEmpty()) {
            BranchId id = new BranchId(viewed);
            long before = lastEndAt(snapshot, lineage, seq).map(End::seq).orElse(0L);
            long after = endOf(snapshot, branch, seq, record, lineage.bound(owner, Long.MAX_VALUE))
                    .map(End::seq)
                    .orElseThrow(() -> new NoSuchPointException("The change is not finished. seq=" + seq));
            throw new PointInsideChangeException(new Point(id, seq), new Point(id, before), new Point(id, after));
        }
    }

    private static Cursor log(EngineSnapshot snapshot, long branch, long base, long bound) {
        byte[] to = bound == Long.MAX_VALUE ? Keys.number(branch + 1) : Keys.operation(branch, bound + 1);
        return snapshot.cursor(Keyspaces.OPERATIONS, Keys.operation(branch, base + 1), to);
    }

    private static long startOf(Cursor cursor) {
        return OperationRecord.decode(cursor.key(), cursor.value()).changeStart();
    }

    private static End end(long branch, long seq, OperationRecord record) {
        return new End(
                branch,
                seq,
                record.closing()
                        .orElseThrow(() -> new CorruptStoreException(
                                "The record before a change does not end one. branch=" + branch + " seq=" + seq,
                                null)));
    }
}

package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ChangeId;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the log of a lineage: each ancestor's records up to its bound, then the branch's own. For one thread. */
public final class LogReader {
    private final EngineSnapshot snapshot;
    private final Lineage lineage;
    private final long view;
    private final ChangeDescriptions descriptions;
    private @Nullable ChangeDescription change;
    private long changeStart = -1;

    /**
     * @param view the end of the newest change to be read
     * @param descriptions those that are known already, and then also those that were read here
     */
    public LogReader(EngineSnapshot snapshot, Lineage lineage, long view, ChangeDescriptions descriptions) {
        this.snapshot = snapshot;
        this.lineage = lineage;
        this.view = view;
        this.descriptions = descriptions;
    }

    /**
     * The page that a query asks for, by the operations' numbers in its order; it ends where operations were pruned.
     *
     * @param viewed the branch whose log it is
     */
    public LogPage<LoggedOperation> read(long viewed, LogQuery query) {
        List<LoggedOperation> lines = new ArrayList<>();
        boolean newestFirst = query.order() == LogQuery.Order.NEWEST_FIRST;
        long pruned = lineage.prunedUpTo(view);
        for (int i = 0; i < lineage.size() && lines.size() < query.limit(); i++) {
            readSegment(newestFirst ? i : lineage.size() - 1 - i, pruned, query, newestFirst, lines);
        }
        boolean reachesEnd = !newestFirst || lines.size() < query.limit();
        return new LogPage<>(lines, reachesEnd ? prunedBelow(viewed, pruned) : Optional.empty());
    }

    /** The point up to which operations were pruned; empty if none was. */
    static Optional<Point> prunedBelow(long viewed, long pruned) {
        return pruned == 0 ? Optional.empty() : Optional.of(new Point(new BranchId(viewed), pruned));
    }

    /** One operation with its change; the record is the branch's at the seq, and has an operation. */
    public LoggedOperation line(long branch, long seq, OperationRecord record) {
        return new LoggedOperation(
                new OperationId(seq), record.operation().orElseThrow(), describe(branch, seq, record));
    }

    private void readSegment(int index, long pruned, LogQuery query, boolean newestFirst, List<LoggedOperation> lines) {
        long branch = lineage.branch(index);
        long from = Math.max(lineage.base(index), pruned) + 1;
        long to = lineage.bound(index, view);
        if (query.after().isPresent()) {
            long after = query.after().getAsLong();
            if (newestFirst) {
                to = Math.min(to, after - 1);
            } else {
                from = Math.max(from, after + 1);
            }
        }
        if (from > to) {
            return;
        }
        byte[] end = to == Long.MAX_VALUE ? Keys.number(branch + 1) : Keys.operation(branch, to + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, Keys.operation(branch, from), end)) {
            while (lines.size() < query.limit() && (newestFirst ? cursor.previous() : cursor.next())) {
                byte[] key = cursor.key();
                OperationRecord record = OperationRecord.decode(key, cursor.value());
                if (record.operation().isPresent()) {
                    lines.add(line(branch, Keys.longAt(key, 8), record));
                }
            }
        }
    }

    private ChangeDescription describe(long branch, long seq, OperationRecord record) {
        ChangeDescription known = change;
        if (known != null && known.branch().value() == branch && changeStart == record.changeStart()) {
            return known;
        }
        ChangeDescription description =
                descriptions.find(branch, record.changeStart(), () -> readDescription(branch, seq, record));
        change = description;
        changeStart = record.changeStart();
        return description;
    }

    private ChangeDescription readDescription(long branch, long seq, OperationRecord record) {
        int index = lineage.indexOf(branch);
        ChangeEnds.End end = ChangeEnds.endOf(snapshot, branch, seq, record, lineage.bound(index, Long.MAX_VALUE))
                .orElseThrow(() -> new CorruptStoreException(
                        "The end of a change is missing. branch=" + branch + " seq=" + seq, null));
        ClosingRecord closing = end.closing();
        return new ChangeDescription(
                new ChangeId(end.seq()),
                new BranchId(branch),
                closing.author(),
                closing.message(),
                closing.session(),
                closing.effectiveTime(),
                closing.recordedTime(),
                closing.branchLink());
    }
}

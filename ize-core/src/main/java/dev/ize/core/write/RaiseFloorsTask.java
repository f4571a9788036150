package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Raises floors, all in one batch: an act for each branch, its floor, and the points below it that stay.
 *
 * <p>What a plan names was told from an older state. Snapshots and forks that were made since then hold their points too;
 * a branch that was deleted since, or is held otherwise, is left for another time.
 */
public final class RaiseFloorsTask extends ActTask<Map<BranchState, KeptPoints>> {
    /** Bytes of a point's record, at least: 17 for its key, 2 for a time, 4 for a checksum. */
    private static final long MIN_POINT_BYTES = 23;

    private final List<Wanted> wanted;

    /**
     * What is wanted of a branch.
     *
     * @param deleted whether it was deleted when this was planned
     * @param newest the newest point that it had then; −1: all of it goes
     * @param ended whether nothing above the floor is to stay
     * @param floor the floor to be; 0 if all of it goes
     * @param points the points below the floor that are to stay, ascending, beside those that are held
     */
    public record Wanted(
            BranchState branch, boolean deleted, long newest, boolean ended, long floor, List<Long> points) {
        public Wanted {
            points = List.copyOf(points);
        }
    }

    /** Raises several floors by one act. */
    public RaiseFloorsTask(List<Wanted> wanted) {
        // Durable before anything goes, whatever the storage promises for changes.
        super(Durability.SYNC);
        this.wanted = List.copyOf(wanted);
    }

    @Override
    protected Map<BranchState, KeptPoints> prepare(Turn turn) {
        requireFewEnough();
        Holders holders = Holders.read(turn.overlay());
        Map<BranchState, KeptPoints> raised = new LinkedHashMap<>();
        for (Wanted want : wanted) {
            long id = want.branch().id();
            BranchRecord record = holders.branches().get(id);
            TreeSet<Long> held = new TreeSet<>(holders.of(id).keySet());
            long newestHeld = held.isEmpty() ? -1 : held.last();
            boolean same = record != null
                    && record.deleted() == want.deleted()
                    && (!record.deleted() || newestHeld == want.newest());
            if (same) {
                TreeSet<Long> points = new TreeSet<>(want.points());
                points.addAll(held.headSet(want.floor()));
                KeptPoints kept = keep(turn.overlay(), want, points);
                write(turn, want, kept);
                raised.put(want.branch(), kept);
            }
        }
        return raised;
    }

    /** Refuses early what cannot fit, before memory is taken for each point. */
    private void requireFewEnough() {
        long points = wanted.stream().mapToLong(want -> want.points().size()).sum();
        if (points * MIN_POINT_BYTES > Turn.MAX_BATCH_BYTES) {
            throw new TooLargeException();
        }
    }

    /** From here on no reader begins below a floor that was raised: before anything below it goes. */
    @Override
    protected void committed(Map<BranchState, KeptPoints> raised) {
        raised.forEach((branch, kept) -> branch.lineage().floor(0).raise(kept));
    }

    private static KeptPoints keep(EngineSnapshot snapshot, Wanted want, Set<Long> points) {
        KeptPoints before = KeptPoints.read(snapshot, want.branch().id());
        Instant first = before.isPruned() ? before.firstTime() : timeOfChangeAfter(snapshot, want.branch(), 0);
        long[] pointsBefore = before.points();
        List<Instant> untils = new ArrayList<>();
        for (long point : points) {
            int index = Arrays.binarySearch(pointsBefore, point);
            untils.add(index >= 0 ? before.untils().get(index) : timeOfChangeAfter(snapshot, want.branch(), point));
        }
        long[] seqs = points.stream().mapToLong(Long::longValue).toArray();
        return new KeptPoints(want.floor(), want.ended(), first, seqs, untils);
    }

    /** Effective time of the branch's first own change after a point. */
    private static Instant timeOfChangeAfter(EngineSnapshot snapshot, BranchState branch, long point) {
        byte[] from = Keys.operation(branch.id(), point + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, Keys.after(Keys.number(branch.id())))) {
            if (!cursor.next()) {
                return branch.createdAt();
            }
            OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
            long seq = Keys.longAt(cursor.key(), Long.BYTES);
            return ChangeEnds.endOf(snapshot, branch.id(), seq, record, Long.MAX_VALUE - 1)
                    .orElseThrow(() -> new CorruptStoreException(
                            "The end of a change is missing. branch=" + branch.id() + " seq=" + seq, null))
                    .closing()
                    .effectiveTime();
        }
    }

    private static void write(Turn turn, Wanted want, KeptPoints kept) {
        long id = want.branch().id();
        Taken taken = take(turn);
        record(turn, taken, ActRecord.Act.PRUNE, want.branch().name(), id, 0, kept.floor());
        byte[] prefix = Keys.keptPoints(id);
        List<byte[]> old = new ArrayList<>();
        try (Cursor cursor = turn.overlay().cursor(Keyspaces.BRANCHES, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                old.add(cursor.key());
            }
        }
        old.forEach(key -> turn.overlay().delete(Keyspaces.BRANCHES, key));
        long[] points = kept.points();
        for (int i = 0; i < points.length; i++) {
            byte[] key = Keys.keptPoint(id, points[i]);
            turn.overlay()
                    .put(
                            Keyspaces.BRANCHES,
                            key,
                            new KeptPointRecord(kept.untils().get(i)).encode(key));
        }
        byte[] floorKey = Keys.floor(id);
        FloorRecord floor = new FloorRecord(
                kept.floor(),
                kept.isEnded(),
                kept.firstTime(),
                taken.seq(),
                points.length,
                FloorRecord.digestOf(points));
        turn.overlay().put(Keyspaces.BRANCHES, floorKey, floor.encode(floorKey));
        turn.overlay().delete(Keyspaces.BRANCHES, Keys.tally(id));
    }
}

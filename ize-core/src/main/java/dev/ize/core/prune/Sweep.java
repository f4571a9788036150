package dev.ize.core.prune;

import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.prune.SweepPage.Row;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.write.Overlay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Removes the records that no point shows that was kept: of the versions at or below a floor those that a newer one hides
 * from each such point, and the operations there but for the ends of changes at them.
 *
 * <p>It works in steps of some hundred records. Each leaves every point that was kept as it was, and the live and dead
 * zones of ENTRIES what follows from the versions; so it may end after any step and be begun anew.
 *
 * @param floors what is kept of each pruned branch
 * @param lineages those of all branches
 */
record Sweep(Map<Long, KeptPoints> floors, Map<Long, Lineage> lineages) {
    /**
     * What came of a step.
     *
     * @param next where the next one begins
     * @param seen number of records looked at
     * @param operations operations removed
     * @param versions versions removed
     * @param bytes bytes that the records of these had
     * @param tally what stays at or below the floors
     */
    record Step(SweepPosition next, long seen, long operations, long versions, long bytes, Tally tally) {}

    /**
     * Does one step.
     *
     * @param overlay what is read and written
     * @param lasting moves content out of operations that go
     */
    Step step(Overlay overlay, SweepPosition position, UnaryOperator<NodeRecord> lasting) {
        SweepPage page = SweepPage.read(overlay, position.keyspace(), position.before(), floors);
        boolean ofOperations = position.keyspace().equals(Keyspaces.OPERATIONS);
        VersionSweep versions = new VersionSweep(this, overlay, position.keyspace(), position.group(), lasting);
        long operations = 0;
        long bytes = 0;
        List<Row> rows = page.rows();
        for (int i = 0; i < page.seen(); i++) {
            Row row = rows.get(i);
            if (ofOperations) {
                OperationRecord record = OperationRecord.decode(row.key(), row.value());
                if (sweepOperation(overlay, row, record)) {
                    operations += record.operation().isPresent() ? 1 : 0;
                    bytes += row.bytes();
                }
            } else {
                boolean hasNewer =
                        i + 1 < rows.size() && Arrays.equals(rows.get(i + 1).group(), row.group());
                versions.take(row, hasNewer ? rows.get(i + 1).seq() : Long.MAX_VALUE);
            }
        }
        SweepPosition next = page.isLast()
                ? position.nextKeyspace()
                : new SweepPosition(position.stage(), rows.get(page.seen() - 1).key(), versions.group());
        return new Step(
                next, page.seen(), operations, versions.removed(), bytes + versions.removedBytes(), versions.tally());
    }

    /** Removes a record of the log, or what it says besides that a change ends there; gives whether there was any. */
    private boolean sweepOperation(Overlay overlay, Row row, OperationRecord record) {
        long seq = Keys.longAt(row.key(), Long.BYTES);
        if (!kept(Keys.longAt(row.key(), 0)).contains(seq)) {
            overlay.delete(Keyspaces.OPERATIONS, row.key());
            return true;
        }
        if (record.isLink()) {
            return false;
        }
        overlay.put(Keyspaces.OPERATIONS, row.key(), record.asLink(seq).encode(row.key()));
        return true;
    }

    KeptPoints kept(long branch) {
        return floors.getOrDefault(branch, KeptPoints.ALL);
    }
}

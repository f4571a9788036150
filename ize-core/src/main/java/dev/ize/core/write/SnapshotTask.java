package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.spi.BranchId;
import dev.ize.spi.Durability;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;

/** Names a point: one small record, whatever the size of the tree. */
final class SnapshotTask extends ActTask<Snapshot> {
    private final String name;
    private final BranchState viewed;
    private final long seq;
    private final String message;

    SnapshotTask(Durability durability, String name, BranchState viewed, long seq, String message) {
        super(durability);
        this.name = name;
        this.viewed = viewed;
        this.seq = seq;
        this.message = message;
    }

    @Override
    protected Snapshot prepare(Turn turn) {
        requireFree(turn, name);
        PointGuard.requireHeld(turn, viewed, seq);
        PointGuard.requireKept(turn.overlay(), viewed, seq);
        ChangeEnds.requireEnd(turn.overlay(), viewed.lineage(), viewed.id(), seq);
        // The branch that owns the point, so that a sweep of any other finds nothing held by it.
        long owner = viewed.lineage().branch(viewed.lineage().owner(seq));
        Taken taken = take(turn);
        byte[] key = bytes(name);
        SnapshotRecord record = new SnapshotRecord(owner, seq, taken.time(), message);
        turn.overlay().put(Keyspaces.SNAPSHOTS, key, record.encode(key));
        record(turn, taken, ActRecord.Act.CREATE_SNAPSHOT, name, owner, 0, seq);
        return new Snapshot(name, new Point(new BranchId(owner), seq), taken.time(), message);
    }
}

package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.Durability;
import java.util.function.LongConsumer;

/** Forgets a snapshot. */
final class DeleteSnapshotTask extends ActTask<Long> {
    private final String name;
    private final LongConsumer freed;

    /**
     * @param freed called with the id of the branch that the snapshot held
     */
    DeleteSnapshotTask(Durability durability, String name, LongConsumer freed) {
        super(durability);
        this.name = name;
        this.freed = freed;
    }

    @Override
    protected Long prepare(Turn turn) {
        byte[] key = Keys.findSnapshot(name).orElseThrow(() -> notFound("snapshot", name));
        byte[] value = turn.overlay().get(Keyspaces.SNAPSHOTS, key);
        if (value == null) {
            throw notFound("snapshot", name);
        }
        long branch = SnapshotRecord.decode(key, value).branch();
        Taken taken = take(turn);
        turn.overlay().delete(Keyspaces.SNAPSHOTS, key);
        record(turn, taken, ActRecord.Act.DELETE_SNAPSHOT, name, branch, 0, 0);
        return branch;
    }

    @Override
    protected void committed(Long branch) {
        freed.accept(branch);
    }
}

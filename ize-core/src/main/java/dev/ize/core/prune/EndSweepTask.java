package dev.ize.core.prune;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Ends a sweep: says of each pruned branch what is left, and removes branches of which nothing is. */
final class EndSweepTask extends Task<List<Long>> {
    private final Set<Long> branches;
    private final Tally tally;
    private final LongConsumer freed;

    /**
     * @param branches the pruned branches
     * @param tally what the sweep has left of them
     * @param freed told of each branch that one was forked from of which nothing is left
     */
    EndSweepTask(Set<Long> branches, Tally tally, LongConsumer freed) {
        super(Durability.BUFFERED, null);
        this.branches = branches;
        this.tally = tally;
        this.freed = freed;
    }

    @Override
    protected List<Long> prepare(Turn turn) {
        List<Long> parents = new ArrayList<>();
        for (long branch : branches) {
            byte[] floorKey = Keys.floor(branch);
            byte[] value = turn.overlay().get(Keyspaces.BRANCHES, floorKey);
            if (value == null) {
                continue;
            }
            FloorRecord floor = FloorRecord.decode(floorKey, value);
            if (floor.ended() && floor.floor() == 0) {
                byte[] key = Keys.branch(branch);
                byte[] record = turn.overlay().get(Keyspaces.BRANCHES, key);
                if (record != null) {
                    parents.add(BranchRecord.decode(key, record).parent());
                }
                turn.overlay().delete(Keyspaces.BRANCHES, key);
                turn.overlay().delete(Keyspaces.BRANCHES, floorKey);
            } else {
                byte[] key = Keys.tally(branch);
                turn.overlay()
                        .put(
                                Keyspaces.BRANCHES,
                                key,
                                tally.of(branch, floor.act()).encode(key));
            }
        }
        return parents;
    }

    @Override
    protected void committed(List<Long> parents) {
        parents.forEach(freed::accept);
    }
}

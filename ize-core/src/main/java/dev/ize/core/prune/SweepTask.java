package dev.ize.core.prune;

import dev.ize.core.write.ContentMove;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.Durability;

/** One step of a sweep, in the writer's turn. */
final class SweepTask extends Task<Sweep.Step> {
    private final Sweep sweep;
    private final SweepPosition position;

    SweepTask(Sweep sweep, SweepPosition position) {
        super(Durability.BUFFERED, null);
        this.sweep = sweep;
        this.position = position;
    }

    @Override
    protected Sweep.Step prepare(Turn turn) {
        return sweep.step(turn.overlay(), position, node -> ContentMove.leavePruned(turn, node, sweep::kept));
    }
}

package dev.ize.core.write;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointPrunedException;
import java.util.Optional;

/** Whether a point is one, and what it shows is still there. */
public final class PointGuard {
    private PointGuard() {}

    /**
     * A deleted branch gives only the points that a fork or snapshot of it holds, with what lies before them.
     *
     * @throws NotFoundException for others
     */
    public static void requireHeld(EngineSnapshot snapshot, BranchState viewed, long seq) {
        if (viewed.isDeleted()) {
            requireHolder(snapshot, viewed, seq);
        }
    }

    /** The same for who writes, and may come after the task that deletes the branch in the same group. */
    static void requireHeld(Turn turn, BranchState viewed, long seq) {
        if (turn.isDeleted(viewed)) {
            requireHolder(turn.overlay(), viewed, seq);
        }
    }

    private static void requireHolder(EngineSnapshot snapshot, BranchState viewed, long seq) {
        if (seq > Unwinding.held(snapshot, viewed.id())) {
            throw new NotFoundException("The branch has been deleted. branch=" + viewed.name());
        }
    }

    /**
     * Checks against the records of a snapshot that pruning has left a point: for who writes, and may come after the task
     * that raises a floor in the same group.
     *
     * @throws dev.ize.spi.PointPrunedException if it went
     */
    static void requireKept(EngineSnapshot snapshot, BranchState viewed, long seq) {
        viewed.lineage().requireKept(viewed.id(), seq);
        Lineage lineage = viewed.lineage();
        if (!KeptPoints.isKeptIn(snapshot, lineage.branch(lineage.owner(seq)), seq)) {
            throw new PointPrunedException(
                    "The point is being pruned; use a newer one. branch=" + viewed.name() + " seq=" + seq,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * A branch has the points of its lineage's operations, its head, and the one before all.
     *
     * @throws NoSuchPointException for others
     * @throws PointPrunedException for one that was pruned
     */
    public static void requirePoint(EngineSnapshot snapshot, BranchState viewed, long seq) {
        long head = viewed.head().seq();
        viewed.lineage().requireKept(viewed.id(), seq);
        if (seq != 0
                && seq != head
                && ChangeEnds.findOn(snapshot, viewed.lineage(), head, seq).isEmpty()) {
            throw new NoSuchPointException("The branch has no such point. branch=" + viewed.name() + " point=@" + seq);
        }
    }
}

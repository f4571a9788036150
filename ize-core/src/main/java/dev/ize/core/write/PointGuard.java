package dev.ize.core.write;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;

/** Whether a point is one, and what it shows is still there. */
public final class PointGuard {
    private PointGuard() {}

    /**
     * A deleted branch gives only the points that a fork or snapshot of it holds, with what lies before them.
     *
     * @throws NotFoundException for others
     */
    public static void requireHeld(EngineSnapshot snapshot, BranchState viewed, long seq) {
        if (viewed.isDeleted() && seq > Unwinding.held(snapshot, viewed.id())) {
            throw new NotFoundException("The branch has been deleted. branch=" + viewed.name());
        }
    }

    /**
     * A branch has the points of its lineage's operations, its head, and the one before all.
     *
     * @throws NoSuchPointException for others
     */
    public static void requirePoint(EngineSnapshot snapshot, BranchState viewed, long seq) {
        long head = viewed.head().seq();
        if (seq != 0
                && seq != head
                && ChangeEnds.findOn(snapshot, viewed.lineage(), head, seq).isEmpty()) {
            throw new NoSuchPointException("The branch has no such point. branch=" + viewed.name() + " point=@" + seq);
        }
    }
}

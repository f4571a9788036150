package dev.ize.core.write;

import dev.ize.spi.NotFoundException;

/** Whether a point may still be given to a fork or snapshot. */
final class PointGuard {
    private PointGuard() {}

    /** A deleted branch gives only the points that a fork or snapshot of it holds, with what lies before them. */
    static void requireHeld(Turn turn, BranchState viewed, long seq) {
        if (viewed.isDeleted() && seq > Unwinding.held(turn.overlay(), viewed.id())) {
            throw new NotFoundException("The branch has been deleted. branch=" + viewed.name());
        }
    }
}

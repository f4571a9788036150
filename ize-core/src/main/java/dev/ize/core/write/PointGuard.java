package dev.ize.core.write;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.spi.NotFoundException;

/** Whether what a point shows is still there. */
public final class PointGuard {
    private PointGuard() {}

    /** A deleted branch gives only the points that a fork or snapshot of it holds, with what lies before them. */
    public static void requireHeld(EngineSnapshot snapshot, BranchState viewed, long seq) {
        if (viewed.isDeleted() && seq > Unwinding.held(snapshot, viewed.id())) {
            throw new NotFoundException("The branch has been deleted. branch=" + viewed.name());
        }
    }
}

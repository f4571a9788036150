package dev.ize.core.tree;

/** What pruning has left of one branch, as of now. Any thread may ask; the writer's alone raises it. */
public final class Floor {
    private volatile KeptPoints kept = KeptPoints.ALL;

    /** The points that can be read now. */
    public KeptPoints kept() {
        return kept;
    }

    /** Raises the floor, before anything below it goes. */
    public void raise(KeptPoints to) {
        kept = to;
    }
}

package dev.ize.core.write;

import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.KeptPoints;
import java.util.function.LongFunction;

/** Moves tiny content out of operations that a pruning removes. */
public final class ContentMove {
    private ContentMove() {}

    /**
     * A node as it must be once operations are gone, with its content in CONTENT.
     *
     * @param turn the writer's, which the content is written in
     * @param keptOf what pruning has left of a branch
     */
    public static NodeRecord leavePruned(Turn turn, NodeRecord node, LongFunction<KeptPoints> keptOf) {
        return new ContentAdditions(turn).leavePruned(node, keptOf);
    }
}

package dev.ize.core.write;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Point;

/** Finds the tree that a point shows, for what refers to another point while it is written. */
public interface Points {
    /**
     * The tree at a point as an engine snapshot holds it.
     *
     * @throws dev.ize.spi.NoSuchPointException if there is no such point
     * @throws dev.ize.spi.NotFoundException if its branch has been deleted
     */
    TreeReader tree(EngineSnapshot snapshot, Point point);
}

package dev.ize.core.tree;

import dev.ize.core.format.NamesRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.StorePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The paths of the living directories of a tree that does not change meanwhile. Each directory above is looked up
 * once, however many lie below it. For one thread.
 */
final class DirectoryPaths {
    private final TreeReader tree;
    private final Map<Long, StorePath> known = new HashMap<>(Map.of(NodeId.ROOT.value(), StorePath.ROOT));

    DirectoryPaths(TreeReader tree) {
        this.tree = tree;
    }

    private record Step(long directory, Name name) {}

    /** The path of a living directory. It may be longer than a path that is given. */
    StorePath of(long directory) {
        Deque<Step> below = new ArrayDeque<>();
        Set<Long> passed = new HashSet<>();
        long current = directory;
        while (!known.containsKey(current)) {
            if (!passed.add(current)) {
                throw new CorruptStoreException("Directories lie in a circle. node=" + directory, null);
            }
            NamesRecord.Link link = tree.links(current, 1).get(0);
            below.push(new Step(current, link.name()));
            current = link.parent();
        }
        StorePath path = known.get(current);
        for (Step step : below) {
            path = path.resolve(step.name());
            known.put(step.directory(), path);
        }
        return path;
    }
}

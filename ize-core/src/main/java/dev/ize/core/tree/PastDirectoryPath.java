package dev.ize.core.tree;

import dev.ize.core.format.NamesRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NodeId;
import dev.ize.spi.StorePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The path of a directory at points that one goes back to one after the other: it is looked up anew only where a
 * directory on it was moved. For one thread.
 */
final class PastDirectoryPath {
    private final TreeReader tree;
    private long directory = -1;
    private StorePath path = StorePath.ROOT;
    private long since;
    private long until;

    PastDirectoryPath(TreeReader tree) {
        this.tree = tree;
    }

    /** The path of a directory that lives at a seq. */
    StorePath at(long wanted, long seq) {
        if (wanted != directory || seq < since || seq > until) {
            lookUp(wanted, seq);
        }
        return path;
    }

    private void lookUp(long wanted, long seq) {
        TreeReader then = tree.at(seq);
        Deque<NamesRecord.Link> links = new ArrayDeque<>();
        Set<Long> passed = new HashSet<>();
        long newest = 0;
        long current = wanted;
        while (current != NodeId.ROOT.value()) {
            if (!passed.add(current)) {
                throw new CorruptStoreException("Directories lie in a circle. node=" + wanted, null);
            }
            TreeReader.DatedLink link = then.directoryLink(current);
            newest = Math.max(newest, link.since());
            links.push(link.link());
            current = link.link().parent();
        }
        StorePath found = StorePath.ROOT;
        for (NamesRecord.Link link : links) {
            found = found.resolve(link.name());
        }
        directory = wanted;
        path = found;
        since = newest;
        until = seq;
    }
}

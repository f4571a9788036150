package dev.ize.core;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a tree a page of a directory at a time, each page in a session of its own. For one thread. */
final class TreeWalk implements Iterator<Entry> {
    private static final int PAGE = 500;

    private final VersionedView view;
    private final Deque<OpenDirectory> open = new ArrayDeque<>();
    private final Set<Long> above = new HashSet<>();
    private @Nullable Entry next;

    TreeWalk(VersionedView view, Entry start) {
        this.view = view;
        this.next = start;
    }

    /** A directory under way. */
    private static final class OpenDirectory {
        private final StorePath path;
        private final long node;
        private Iterator<Entry> page = java.util.Collections.emptyIterator();
        private Optional<Name> last = Optional.empty();
        private boolean started;

        OpenDirectory(StorePath path, long node) {
            this.path = path;
            this.node = node;
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !open.isEmpty()) {
            advance(open.peek());
        }
        return next != null;
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = java.util.Objects.requireNonNull(next);
        next = null;
        if (entry.node() instanceof Node.Directory directory) {
            long node = directory.id().value();
            if (!above.add(node)) {
                throw new CorruptStoreException("Directories lie in a circle. path=" + entry.path(), null);
            }
            open.push(new OpenDirectory(entry.path(), node));
        }
        return entry;
    }

    private void advance(OpenDirectory directory) {
        if (directory.page.hasNext()) {
            next = directory.page.next();
        } else if (!directory.started || directory.last.isPresent()) {
            directory.started = true;
            VersionedView.WalkPage page = view.walkPage(directory.path, directory.node, directory.last, PAGE);
            directory.page = page.entries().iterator();
            directory.last = page.last();
        } else {
            above.remove(open.pop().node);
        }
    }
}

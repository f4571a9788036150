package dev.ize.core.tree;

import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Name;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work on trees in the order of a recursion, without one: directories can lie deeper in each other than a thread's
 * stack reaches, since a path that grows by the rename of a directory above it has no limit.
 *
 * <p>What a step adds is done before what waited already, the last added first. For one thread.
 */
public final class DepthFirst {
    /** Entries that are read at once; 1,000, by design: some 100 KB, for each level of the tree. */
    private static final int PAGE = 1000;

    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** Adds a step. */
    public void add(Runnable step) {
        waiting.push(step);
    }

    /** Adds a step for each entry of a directory, in the order of names; one entry's work ends before the next. */
    public void addChildren(TreeReader tree, long directory, Consumer<DirectoryEntry> visitor) {
        waiting.push(new Children(tree, directory, visitor));
    }

    /** Does what waits, and what that adds. */
    public void run() {
        while (!waiting.isEmpty()) {
            waiting.pop().run();
        }
    }

    /** The entries of a directory, read a page at a time. */
    private final class Children implements Runnable {
        private final TreeReader tree;
        private final long directory;
        private final Consumer<DirectoryEntry> visitor;
        private Iterator<DirectoryEntry> page = Collections.emptyIterator();
        private @Nullable Name last;
        private boolean complete;

        Children(TreeReader tree, long directory, Consumer<DirectoryEntry> visitor) {
            this.tree = tree;
            this.directory = directory;
            this.visitor = visitor;
        }

        @Override
        public void run() {
            while (!page.hasNext() && !complete) {
                DirectoryPage read = tree.list(directory, last, PAGE);
                page = read.entries().iterator();
                last = read.last();
                complete = last == null;
            }
            if (page.hasNext()) {
                waiting.push(this);
                visitor.accept(page.next());
            }
        }
    }
}

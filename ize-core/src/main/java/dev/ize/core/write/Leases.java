package dev.ize.core.write;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What keeps content from being collected that no version refers to yet: the leases of contents on their way into
 * changes, and the marks of the collection under way, if there is one.
 *
 * <p>A lease that is not closed ends when nothing holds it any more.
 *
 * <p><i>Threads:</i> any, but for the methods that say that they are the writer's.
 */
public final class Leases {
    private final Set<Lease> open = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<ContentReference> used = new HashSet<>();
    private volatile Round round = new Round(null);

    /** A time in which one collection is under way, or none. Equal to itself alone. */
    static final class Round {
        private final @Nullable ContentMarks marks;

        private Round(@Nullable ContentMarks marks) {
            this.marks = marks;
        }

        /** The marks of the collection. */
        @Nullable
        ContentMarks marks() {
            return marks;
        }
    }

    /** What came of {@link Lease#keep}. */
    enum Kept {
        /** The object stays as long as the lease. */
        YES,
        /** It is being removed: store it again. */
        NO,
        /** A collection has begun or ended meanwhile: look the object up again. */
        UNCERTAIN
    }

    /** The objects that one content consists of, by id: eight bytes each. Closing twice does nothing. */
    public final class Lease implements AutoCloseable {
        private long[] ids = new long[4];
        private int count;
        private @Nullable ContentReference root;

        private Lease() {}

        /**
         * Keeps an object that was found.
         *
         * @param since the round in which it was looked up
         */
        synchronized Kept keep(long id, Round since) {
            if (!round.equals(since)) {
                return Kept.UNCERTAIN;
            }
            add(id);
            return since.marks() == null || since.marks().touch(id) ? Kept.YES : Kept.NO;
        }

        /** Called on the writer's thread, where no collection begins meanwhile: keeps an object that was just added. */
        synchronized void add(long id) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            ids[count++] = id;
        }

        /** Keeps all of a content that a version had when it was looked up. */
        synchronized void keep(ContentReference content) {
            root = content;
        }

        private synchronized boolean contains(long id) {
            return Arrays.stream(ids, 0, count).anyMatch(kept -> kept == id);
        }

        private synchronized void mark(ContentMarks marks) {
            for (int i = 0; i < count; i++) {
                marks.touch(ids[i]);
            }
        }

        private synchronized @Nullable ContentReference root() {
            return root;
        }

        @Override
        public void close() {
            synchronized (Leases.this) {
                open.remove(this);
            }
        }
    }

    synchronized Lease open() {
        Lease lease = new Lease();
        open.add(lease);
        return lease;
    }

    Round round() {
        return round;
    }

    /** Called on the writer's thread: marks an object that a change has found; false: it is being removed. */
    boolean touch(long id) {
        ContentMarks marks = round.marks();
        return marks == null || marks.touch(id);
    }

    /** Called on the writer's thread: a new version has this content, which the collection may have passed by. */
    void use(ContentReference content) {
        if (round.marks() != null && content.form() == ContentReference.Form.TREE) {
            used.add(content);
        }
    }

    /** The contents of versions that were made since the last call. Called on the writer's thread. */
    public Set<ContentReference> takeUsed() {
        Set<ContentReference> taken = Set.copyOf(used);
        used.clear();
        return taken;
    }

    /**
     * Called on the writer's thread, between groups: from here on what comes into use is marked.
     *
     * @return whole contents that are leased
     */
    public synchronized Set<ContentReference> begin(ContentMarks marks) {
        round = new Round(marks);
        used.clear();
        Set<ContentReference> roots = new HashSet<>();
        for (Lease lease : open) {
            lease.mark(marks);
            ContentReference root = lease.root();
            if (root != null) {
                roots.add(root);
            }
        }
        return roots;
    }

    /** Whether a lease keeps an object. */
    public synchronized boolean holds(long id) {
        return open.stream().anyMatch(lease -> lease.contains(id));
    }

    /** Whether a lease keeps one of these contents whole. */
    public synchronized boolean holdsAny(Set<ContentHash> contents) {
        return open.stream().map(Lease::root).filter(Objects::nonNull).anyMatch(root -> contents.contains(root.hash()));
    }

    /** Ends a collection's marks; does nothing where there are none. */
    public synchronized void end() {
        round = new Round(null);
    }
}

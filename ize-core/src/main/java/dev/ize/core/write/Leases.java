package dev.ize.core.write;

import dev.ize.core.format.Keys;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongFunction;
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
         * Keeps an object that was found, with all that reading it takes.
         *
         * @param chain its bases, the lowest first, and itself at the end; while there are no marks, itself suffices
         * @param since the round in which it was looked up
         */
        synchronized Kept keep(long[] chain, Round since) {
            if (!round.equals(since)) {
                return Kept.UNCERTAIN;
            }
            add(chain[chain.length - 1]);
            return since.marks() == null || touchAll(since.marks(), chain) ? Kept.YES : Kept.NO;
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

        private synchronized long[] mark(ContentMarks marks) {
            for (int i = 0; i < count; i++) {
                marks.touch(ids[i]);
            }
            return Arrays.copyOf(ids, count);
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

    /**
     * Called on the writer's thread: marks an object that a change has found; false: it is being removed.
     *
     * @param chainOf gives what reading it takes, as for {@link Lease#keep}
     */
    boolean touch(long id, LongFunction<long[]> chainOf) {
        ContentMarks marks = round.marks();
        return marks == null || touchAll(marks, chainOf.apply(id));
    }

    /**
     * The lowest first: objects are removed in the opposite order, so that of one whose base was found in time none is
     * without it.
     */
    private static boolean touchAll(ContentMarks marks, long[] chain) {
        for (long id : chain) {
            if (!marks.touch(id)) {
                return false;
            }
        }
        return true;
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
     * What is leased when a collection begins, of which it marks what lies below.
     *
     * @param contents whole contents
     * @param objects ids of single objects, which are marked, and their bases are not
     */
    public record Leased(Set<ContentReference> contents, List<Long> objects) {}

    /** Called on the writer's thread, between groups: from here on what comes into use is marked. */
    public synchronized Leased begin(ContentMarks marks) {
        round = new Round(marks);
        used.clear();
        Leased leased = new Leased(new HashSet<>(), new ArrayList<>());
        for (Lease lease : open) {
            for (long id : lease.mark(marks)) {
                if (Keys.mayHaveBase(id)) {
                    leased.objects().add(id);
                }
            }
            ContentReference root = lease.root();
            if (root != null) {
                leased.contents().add(root);
            }
        }
        return leased;
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

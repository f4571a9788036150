package dev.ize.core.write;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a collection knows of each content id that existed when it began: two bits each, 30 MB for 10^8 ids, and little for
 * one that is far from all others.
 *
 * <p>Of {@link #touch} and {@link #doom} on one id, which any threads may call, one wins: what is in use is not
 * removed, and what is being removed is not taken into use. All methods are for any thread; none waits for another.
 */
public final class ContentMarks {
    private static final int IDS_PER_LONG = 32;
    private static final int IDS_PER_PAGE = 1 << 12;

    private static final int FREE = 0;
    private static final int TOUCHED = 1;
    private static final int REACHED = 2;
    private static final int DOOMED = 3;

    private final long end;
    private final Map<Long, AtomicLongArray> pages = new ConcurrentHashMap<>();

    /**
     * @param end the first id that is not given out yet; it and those above are in use
     */
    public ContentMarks(long end) {
        this.end = end;
    }

    /** Marks an object as in use by content that is on its way into a change; false: it is being removed. */
    public boolean touch(long id) {
        return !existed(id) || update(id, FREE, TOUCHED) != DOOMED;
    }

    /**
     * Marks an object as reachable from a version; true: it was not known to be, and what it refers to is to be
     * marked too.
     */
    public boolean reach(long id) {
        if (!existed(id)) {
            return true;
        }
        return update(id, FREE, REACHED) == FREE || update(id, TOUCHED, REACHED) == TOUCHED;
    }

    /** Whether nothing is known that needs an object. */
    public boolean isFree(long id) {
        return existed(id) && stateOf(id) == FREE;
    }

    /** Marks an object as being removed; false: it is in use. */
    public boolean doom(long id) {
        return existed(id) && update(id, FREE, DOOMED) == FREE;
    }

    /** Takes {@link #doom} back. */
    public void spare(long id) {
        update(id, DOOMED, FREE);
    }

    /** False also for one below zero, which only a forged record has. */
    private boolean existed(long id) {
        return id >= 0 && id < end;
    }

    private int stateOf(long id) {
        AtomicLongArray page = pages.get(id / IDS_PER_PAGE);
        return page == null ? FREE : stateIn(page.get(indexOf(id)), id);
    }

    /** Changes a state if it is as expected; gives the state that it had. */
    private int update(long id, int expected, int next) {
        AtomicLongArray page = pageOf(id);
        while (true) {
            long states = page.get(indexOf(id));
            int state = stateIn(states, id);
            if (state != expected) {
                return state;
            }
            long changed = (states & ~(3L << shiftOf(id))) | ((long) next << shiftOf(id));
            if (page.compareAndSet(indexOf(id), states, changed)) {
                return state;
            }
        }
    }

    private AtomicLongArray pageOf(long id) {
        AtomicLongArray page = pages.get(id / IDS_PER_PAGE);
        return page != null
                ? page
                : pages.computeIfAbsent(id / IDS_PER_PAGE, absent -> new AtomicLongArray(IDS_PER_PAGE / IDS_PER_LONG));
    }

    private static int indexOf(long id) {
        return (int) (id % IDS_PER_PAGE / IDS_PER_LONG);
    }

    private static int shiftOf(long id) {
        return (int) (id % IDS_PER_LONG) * 2;
    }

    private static int stateIn(long states, long id) {
        return (int) (states >>> shiftOf(id)) & 3;
    }
}

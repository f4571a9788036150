package dev.ize.core.prune;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a sweep is: it goes through the keyspaces one after the other, each from its last key to its first, so that it
 * meets the versions of a thing oldest first. Immutable.
 *
 * @param stage index of the keyspace in {@link #ORDER}
 * @param before what is swept already begins here; null: nothing of the keyspace is
 * @param group what it knows of the versions that it is among
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SweepPosition(int stage, byte @Nullable [] before, Group group) {
    /** Operations come last: until then they hold what versions refer to. */
    static final List<Keyspace> ORDER =
            List.of(Keyspaces.NODES, Keyspaces.NAMES, Keyspaces.XATTRS, Keyspaces.ENTRIES, Keyspaces.OPERATIONS);

    static final SweepPosition START = new SweepPosition(0, null, Group.NONE);

    /**
     * One branch's versions of one thing, as far as they are swept.
     *
     * @param prefix what their keys begin with; empty: none is swept
     * @param olderKept seq of the newest of them that stays; −1 if none does
     * @param shown for NAMES, the entries of the node as of that one
     * @param now for NAMES, the entries as of the last one that was swept
     */
    record Group(byte[] prefix, long olderKept, Set<Link> shown, Set<Link> now) {
        static final Group NONE = new Group(new byte[0], -1, Set.of(), Set.of());

        Group keeping(long seq) {
            return new Group(prefix, seq, shown, now);
        }
    }

    boolean isOver() {
        return stage == ORDER.size();
    }

    Keyspace keyspace() {
        return ORDER.get(stage);
    }

    SweepPosition nextKeyspace() {
        return new SweepPosition(stage + 1, null, Group.NONE);
    }
}

package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The points that snapshots and forks hold, as one engine snapshot shows them. Takes memory for each.
 *
 * <p>A deleted branch that nothing holds itself holds nothing: what it was forked from is free.
 */
public final class Holders {
    /** What holds a point. */
    public enum Holder {
        SNAPSHOT,
        FORK
    }

    private final TreeMap<Long, BranchRecord> branches = new TreeMap<>(Comparator.reverseOrder());
    private final Map<Long, TreeMap<Long, Set<Holder>>> held = new TreeMap<>();

    private Holders() {}

    /** Reads what the snapshot shows, which stays the caller's to close. */
    public static Holders read(EngineSnapshot snapshot) {
        Holders holders = new Holders();
        byte[] prefix = {'i'};
        try (Cursor cursor = snapshot.cursor(Keyspaces.BRANCHES, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                holders.branches.put(Keys.longAt(key, 1), BranchRecord.decode(key, cursor.value()));
            }
        }
        try (Cursor cursor = snapshot.cursor(Keyspaces.SNAPSHOTS, new byte[0], null)) {
            while (cursor.next()) {
                SnapshotRecord record = SnapshotRecord.decode(cursor.key(), cursor.value());
                holders.hold(record.branch(), record.seq(), Holder.SNAPSHOT);
            }
        }
        // Children have higher ids than their parents, so that each is decided before what it holds.
        holders.branches.forEach((id, record) -> {
            if (record.parent() != 0 && (!record.deleted() || holders.held.containsKey(id))) {
                holders.hold(record.parent(), record.forkSeq(), Holder.FORK);
            }
        });
        return holders;
    }

    private void hold(long branch, long seq, Holder holder) {
        held.computeIfAbsent(branch, absent -> new TreeMap<>())
                .computeIfAbsent(seq, absent -> EnumSet.noneOf(Holder.class))
                .add(holder);
    }

    /** All branches that have a record, the newest first. */
    public Map<Long, BranchRecord> branches() {
        return branches;
    }

    /** The points of a branch's own that are held, ascending, each with what holds it. */
    public NavigableMap<Long, Set<Holder>> of(long branch) {
        return held.getOrDefault(branch, new TreeMap<>());
    }
}

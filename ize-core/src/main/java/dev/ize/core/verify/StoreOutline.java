package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The small records of a store, as one engine snapshot shows them: what a verification knows before it looks at the
 * large keyspaces. Records that do not decode are left out.
 */
final class StoreOutline {
    final TreeMap<Long, BranchRecord> branchRecords = new TreeMap<>();
    final Map<String, Long> branchNames = new TreeMap<>();
    final Map<String, SnapshotRecord> snapshots = new TreeMap<>();
    final Map<Long, Long> stages = new TreeMap<>();
    final TreeMap<Long, Act> forks = new TreeMap<>();
    final Map<Long, Long> deletions = new HashMap<>();
    final Map<String, Act> snapshotActs = new TreeMap<>();
    final TreeMap<Long, BranchOutline> branches = new TreeMap<>();
    final TreeMap<Long, FloorRecord> floors = new TreeMap<>();
    final Map<Long, TreeMap<Long, KeptPointRecord>> keptPoints = new TreeMap<>();
    final TreeMap<Long, TallyRecord> tallies = new TreeMap<>();

    /** The newest pruning of each branch. */
    final Map<Long, Act> prunings = new HashMap<>();

    Optional<CountersRecord> counters = Optional.empty();
    long acts;
    long lastAct;

    /** An act and its seq. */
    record Act(long seq, ActRecord record) {}

    /** The branch with an id, as it was at the start; null if it is newer or gone. */
    @Nullable
    BranchOutline branch(long id) {
        return branches.get(id);
    }

    /** In the order of ids. */
    List<BranchOutline> branches() {
        return new ArrayList<>(branches.values());
    }

    /** The highest seq that a fork or snapshot holds of a branch; 0 if none does. */
    long held(long branch) {
        long held = 0;
        for (BranchRecord record : branchRecords.values()) {
            if (record.parent() == branch) {
                held = Math.max(held, record.forkSeq());
            }
        }
        for (SnapshotRecord snapshot : snapshots.values()) {
            if (snapshot.branch() == branch) {
                held = Math.max(held, snapshot.seq());
            }
        }
        return held;
    }

    /** What pruning has left of a branch. */
    KeptPoints kept(long branch) {
        FloorRecord floor = floors.get(branch);
        if (floor == null) {
            return KeptPoints.ALL;
        }
        TreeMap<Long, KeptPointRecord> points = keptPoints.getOrDefault(branch, new TreeMap<>());
        return new KeptPoints(
                floor.floor(),
                floor.ended(),
                floor.firstTime(),
                points.keySet().stream().mapToLong(Long::longValue).toArray(),
                points.values().stream().map(KeptPointRecord::until).toList());
    }

    /** Whether nothing is left below a branch's floor that no kept point shows. */
    boolean isSwept(long branch) {
        FloorRecord floor = floors.get(branch);
        TallyRecord tally = tallies.get(branch);
        return floor == null || (tally != null && tally.act() == floor.act());
    }

    /** Where the sweeps of deleted branches, and prunings, may have left gaps. */
    RemovedSpans removed() {
        RemovedSpans removed = new RemovedSpans();
        deletions.forEach((branch, deletedAt) -> {
            BranchRecord record = branchRecords.get(branch);
            Act fork = forks.get(branch);
            long base = fork == null ? 0 : fork.seq();
            removed.add(record == null ? base : Math.max(base, held(branch)), deletedAt);
        });
        floors.forEach((branch, floor) -> {
            Act fork = forks.get(branch);
            removed.add(fork == null ? 0 : fork.seq(), floor.floor());
        });
        return removed;
    }

    /** The lineage of a branch, which may be newer than this outline; empty if there is no such branch. */
    Optional<Lineage> lineage(EngineSnapshot snapshot, long id) {
        BranchOutline known = branches.get(id);
        return known != null ? Optional.of(known.lineage()) : lineageIn(snapshot, id);
    }

    private Optional<Lineage> lineageIn(EngineSnapshot snapshot, long id) {
        byte[] key = Keys.branch(id);
        byte[] value = snapshot.get(Keyspaces.BRANCHES, key);
        if (value == null) {
            return Optional.empty();
        }
        BranchRecord record = BranchRecord.decode(key, value);
        if (record.parent() == 0) {
            return Optional.of(Lineage.ofRoot(id));
        }
        return lineage(snapshot, record.parent()).map(parent -> parent.fork(id, record.forkSeq(), record.baseSeq()));
    }
}

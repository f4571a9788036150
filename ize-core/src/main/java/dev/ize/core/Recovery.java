package dev.ize.core;

import dev.ize.core.dump.DumpPlan;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.HighestId;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Chain;
import dev.ize.core.write.Counters;
import dev.ize.core.write.Watermark;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.NodeId;
import dev.ize.spi.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store's records say at open: its branches with their heads, its counters, and the stages that were left
 * behind.
 *
 * <p>A head is the newest closing record below a stage's marker. A counter is the larger of what META has as of
 * the last administrative act and what the newest records show.
 *
 * @param branches all branches, deleted ones that still have records too, in the order of their ids
 * @param stages the first seq of each stage that was not published, by branch
 * @param counters where the numbers go on
 * @param createdAt when the store was made
 */
record Recovery(List<BranchState> branches, Map<Long, Long> stages, Counters counters, Instant createdAt) {

    /** The first records of a store. */
    static WriteBatch firstRecords(Instant now) {
        WriteBatch batch = new WriteBatch();
        byte[] branchKey = Keys.branch(BranchId.MAIN.value());
        BranchRecord main = new BranchRecord(0, 0, 0, now, false, "main");
        batch.put(Keyspaces.BRANCHES, branchKey, main.encode(branchKey));
        byte[] nameKey = Keys.branchName(new byte[] {'m', 'a', 'i', 'n'});
        ByteWriter id = new ByteWriter().varint(BranchId.MAIN.value());
        batch.put(Keyspaces.BRANCHES, nameKey, Checksum.seal(Keyspaces.BRANCHES, nameKey, id));
        byte[] rootKey = Keys.firstRoot();
        batch.put(Keyspaces.NODES, rootKey, NodeRecord.firstRoot(now).encode(rootKey));
        byte[] countersKey = Keys.counters();
        CountersRecord counters = new CountersRecord(1, 2, NodeId.ROOT.value() + 1, 1, now, now, 0, Chain.START);
        batch.put(Keyspaces.META, countersKey, counters.encode(countersKey));
        return batch;
    }

    static Recovery read(EngineSnapshot snapshot) {
        byte[] key = Keys.counters();
        byte[] value = snapshot.get(Keyspaces.META, key);
        if (value == null) {
            throw new CorruptStoreException("The store's counters are missing.", null);
        }
        CountersRecord counters = CountersRecord.decode(key, value);
        Map<Long, Long> stages = readStages(snapshot);
        List<BranchState> branches = readBranches(snapshot, stages);
        return new Recovery(
                branches, stages, new Counters(bringUpToDate(snapshot, counters, branches)), counters.createdAt());
    }

    /**
     * Compares the store's chain with its watermark: what there is to say if something that was durable is missing
     * or is not as it was.
     */
    Optional<LostChangesException> lossSince(Watermark.Mark mark, EngineSnapshot snapshot) {
        Watermark.Mark newest = counters.newest();
        if (newest.equals(mark) || mark.seq() == 0) {
            return Optional.empty();
        }
        if (newest.seq() > mark.seq() && linkAt(snapshot, mark.seq()).equals(Optional.of(mark.link()))) {
            return Optional.empty();
        }
        return Optional.of(new LostChangesException(
                "The store lacks changes that were durable, as if it had been cut short or put back to an older"
                        + " state; bring a backup back, or accept the loss to go on with what is left. newest=@"
                        + newest.seq() + " durable=@" + mark.seq(),
                newest.seq(),
                mark.seq()));
    }

    /** Checks that a store that is not opened to be changed lacks nothing that was durable. */
    void requireNoLoss(StoreDirectory directory, EngineSnapshot snapshot) {
        lossSince(directory.openWatermarkToRead().mark(), snapshot).ifPresent(loss -> {
            throw loss;
        });
    }

    /** What is written when a loss is accepted: the numbers of what was lost are not given out again. */
    WriteBatch acceptLoss(Watermark.Mark mark) {
        counters.skipTo(mark.seq());
        WriteBatch batch = new WriteBatch();
        byte[] key = Keys.counters();
        batch.put(Keyspaces.META, key, counters.toRecord().encode(key));
        return batch;
    }

    private Optional<ContentHash> linkAt(EngineSnapshot snapshot, long seq) {
        byte[] key = Keys.number(seq);
        byte[] act = snapshot.get(Keyspaces.ACTS, key);
        if (act != null) {
            return Optional.of(ActRecord.decode(key, act).storeLink());
        }
        return branches.stream()
                .flatMap(branch -> ChangeEnds.find(snapshot, branch.id(), seq).stream())
                .flatMap(record -> record.closing().stream())
                .map(ClosingRecord::storeLink)
                .findFirst();
    }

    /** What goes into a dump of the store as it is here. */
    DumpPlan planDump(List<Snapshot> snapshots) {
        return new DumpPlan(counters.toRecord(), branches, snapshots);
    }

    private static Map<Long, Long> readStages(EngineSnapshot snapshot) {
        Map<Long, Long> stages = new LinkedHashMap<>();
        byte[] prefix = Keys.stagePrefix();
        try (Cursor cursor = snapshot.cursor(Keyspaces.META, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                ByteReader in = Checksum.open(Keyspaces.META, key, cursor.value());
                stages.put(Keys.longAt(key, prefix.length), in.varint());
                in.finish();
            }
        }
        return stages;
    }

    private static List<BranchState> readBranches(EngineSnapshot snapshot, Map<Long, Long> stages) {
        Map<Long, Lineage> lineages = new LinkedHashMap<>();
        List<BranchState> branches = new ArrayList<>();
        byte[] prefix = {'i'};
        try (Cursor cursor = snapshot.cursor(Keyspaces.BRANCHES, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                long id = Keys.longAt(key, 1);
                BranchRecord record = BranchRecord.decode(key, cursor.value());
                Lineage lineage = lineage(id, record, lineages);
                lineage.floor(0).raise(KeptPoints.read(snapshot, id));
                lineages.put(id, lineage);
                long bound = stages.containsKey(id) ? stages.get(id) - 1 : Long.MAX_VALUE - 1;
                branches.add(new BranchState(id, record, lineage, head(snapshot, lineage, record, bound)));
            }
        }
        if (branches.isEmpty()) {
            throw new CorruptStoreException("The store has no branch.", null);
        }
        return branches;
    }

    private static Lineage lineage(long id, BranchRecord record, Map<Long, Lineage> known) {
        if (record.parent() == 0) {
            return Lineage.ofRoot(id);
        }
        Lineage parent = known.get(record.parent());
        if (parent == null) {
            throw new CorruptStoreException(
                    "A branch's parent is missing. branch=" + id + " parent=" + record.parent(), null);
        }
        return parent.fork(id, record.forkSeq(), record.baseSeq());
    }

    private static BranchState.Head head(EngineSnapshot snapshot, Lineage lineage, BranchRecord record, long bound) {
        Optional<ChangeEnds.End> own = ChangeEnds.lastEndIn(snapshot, lineage.branch(0), lineage.base(0), bound);
        if (own.isPresent()) {
            return new BranchState.Head(own.get().seq(), own.get().closing().branchLink());
        }
        return ChangeEnds.lastEndAt(snapshot, lineage, record.forkSeq())
                .map(end -> new BranchState.Head(record.forkSeq(), end.closing().branchLink()))
                .orElse(new BranchState.Head(record.forkSeq(), Chain.START));
    }

    private static CountersRecord bringUpToDate(
            EngineSnapshot snapshot, CountersRecord stored, List<BranchState> branches) {
        CountersRecord newest = newestAct(snapshot, stored);
        long nextSeq = Math.max(newest.nextSeq(), newest.linkSeq() + 1);
        for (BranchState branch : branches) {
            nextSeq = Math.max(nextSeq, branch.head().seq() + 1);
            nextSeq = Math.max(nextSeq, lastSeq(snapshot, branch.id()) + 1);
            Optional<ChangeEnds.End> end = ChangeEnds.lastEndIn(
                    snapshot,
                    branch.id(),
                    branch.lineage().base(0),
                    branch.head().seq());
            if (end.isPresent() && end.get().seq() > newest.linkSeq()) {
                newest = new CountersRecord(
                        nextSeq,
                        newest.nextBranch(),
                        newest.nextNode(),
                        newest.nextContent(),
                        newest.createdAt(),
                        end.get().closing().effectiveTime(),
                        end.get().seq(),
                        end.get().closing().storeLink());
            }
        }
        return new CountersRecord(
                nextSeq,
                Math.max(newest.nextBranch(), branches.get(branches.size() - 1).id() + 1),
                Math.max(newest.nextNode(), HighestId.in(snapshot, Keyspaces.NODES) + 1),
                Math.max(newest.nextContent(), HighestId.in(snapshot, Keyspaces.CONTENT) + 1),
                newest.createdAt(),
                newest.effectiveTime(),
                newest.linkSeq(),
                newest.storeLink());
    }

    private static CountersRecord newestAct(EngineSnapshot snapshot, CountersRecord stored) {
        try (Cursor cursor = snapshot.cursor(Keyspaces.ACTS, new byte[0], null)) {
            if (!cursor.previous()) {
                return stored;
            }
            long seq = Keys.longAt(cursor.key(), 0);
            ActRecord act = ActRecord.decode(cursor.key(), cursor.value());
            return seq <= stored.linkSeq()
                    ? stored
                    : new CountersRecord(
                            seq + 1,
                            stored.nextBranch(),
                            stored.nextNode(),
                            stored.nextContent(),
                            stored.createdAt(),
                            act.effectiveTime(),
                            seq,
                            act.storeLink());
        }
    }

    private static long lastSeq(EngineSnapshot snapshot, long branch) {
        byte[] from = Keys.number(branch);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, Keys.operation(branch, HighestId.LIMIT))) {
            return cursor.previous() ? Keys.longAt(cursor.key(), 8) : 0;
        }
    }
}

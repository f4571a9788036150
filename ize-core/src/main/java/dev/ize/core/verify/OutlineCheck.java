package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.verify.Findings.Found;
import dev.ize.core.write.Overlay;
import dev.ize.spi.BranchId;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Point;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares branches, snapshots and their names with the acts that made them, and looks for their points. */
final class OutlineCheck {
    private final EngineSnapshot snapshot;
    private final StoreOutline outline;
    private final Findings findings;
    private final Repairs repairs;

    /**
     * @param snapshot the one that the outline was read from
     */
    OutlineCheck(EngineSnapshot snapshot, StoreOutline outline, Findings findings, Repairs repairs) {
        this.snapshot = snapshot;
        this.outline = outline;
        this.findings = findings;
        this.repairs = repairs;
    }

    void run() {
        if (outline.counters.isEmpty()) {
            report(Kind.MISSING_RECORD, Keyspaces.META, Keys.counters(), "The counters are missing.");
        }
        outline.forks.forEach(this::checkFork);
        outline.branchRecords.forEach(this::checkBranch);
        outline.branchNames.forEach(this::checkName);
        outline.snapshotActs.forEach(this::checkSnapshotAct);
        outline.snapshots.forEach(this::checkSnapshot);
        new RootCheck(snapshot, outline, findings, repairs).run();
        new FloorCheck(snapshot, outline, findings).run();
    }

    private void checkFork(long branch, StoreOutline.Act fork) {
        BranchRecord record = outline.branchRecords.get(branch);
        byte[] key = Keys.branch(branch);
        boolean deleted = outline.deletions.containsKey(branch);
        if (record == null) {
            if (!deleted) {
                String name = " name=" + fork.record().name();
                report(Kind.MISSING_RECORD, Keyspaces.BRANCHES, key, "A branch's record is missing." + name);
            }
            return;
        }
        ActRecord act = fork.record();
        boolean agrees = record.parent() == act.parent()
                && record.forkSeq() == act.seq()
                && record.baseSeq() == fork.seq()
                && record.name().equals(act.name())
                && record.createdAt().equals(act.effectiveTime())
                && record.deleted() == deleted;
        if (!agrees) {
            report(Kind.DIFFERENT_RECORD, Keyspaces.BRANCHES, key, "A branch is not what the act that made it says.");
        }
    }

    private void checkBranch(long id, BranchRecord record) {
        if (record.parent() != 0 && !outline.forks.containsKey(id)) {
            String sentence = "No act made a branch. name=" + record.name();
            report(Kind.UNLOGGED_RECORD, Keyspaces.BRANCHES, Keys.branch(id), sentence);
        }
        byte[] nameKey = Keys.branchName(record.name().getBytes(StandardCharsets.UTF_8));
        if (!record.deleted() && !outline.branchNames.containsKey(record.name())) {
            String sentence = "A branch's name leads nowhere. name=" + record.name();
            Found found = report(Kind.MISSING_RECORD, Keyspaces.BRANCHES, nameKey, sentence);
            repairs.offer(found, overlay -> rewriteName(overlay, nameKey, id));
        }
        if (record.parent() != 0 && !isEnd(record.parent(), record.forkSeq())) {
            String sentence = "A branch starts at a point that does not exist. name=" + record.name();
            report(Kind.MISSING_POINT, Keyspaces.BRANCHES, Keys.branch(id), sentence);
        }
    }

    private void checkName(String name, long id) {
        BranchRecord record = outline.branchRecords.get(id);
        if (record == null || record.deleted() || !record.name().equals(name)) {
            byte[] key = Keys.branchName(name.getBytes(StandardCharsets.UTF_8));
            Kind kind = ownerOf(name) != 0 ? Kind.DIFFERENT_RECORD : Kind.UNLOGGED_RECORD;
            String sentence = "A name leads to a branch that does not have it. name=" + name;
            Found found = report(kind, Keyspaces.BRANCHES, key, sentence);
            repairs.offer(found, overlay -> rewriteName(overlay, key, ownerOf(name)));
        }
    }

    /** The id of the live branch with a name; 0 if there is none. */
    private long ownerOf(String name) {
        for (Map.Entry<Long, BranchRecord> branch : outline.branchRecords.entrySet()) {
            if (!branch.getValue().deleted() && branch.getValue().name().equals(name)) {
                return branch.getKey();
            }
        }
        return 0;
    }

    /** Lets a name lead to a branch, or to none, unless the branches have changed meanwhile. */
    private boolean rewriteName(Overlay overlay, byte[] nameKey, long id) {
        if (id == 0) {
            overlay.delete(Keyspaces.BRANCHES, nameKey);
            return true;
        }
        byte[] key = Keys.branch(id);
        byte[] branch = overlay.get(Keyspaces.BRANCHES, key);
        if (branch == null || BranchRecord.decode(key, branch).deleted()) {
            return false;
        }
        ByteWriter payload = new ByteWriter().varint(id);
        overlay.put(Keyspaces.BRANCHES, nameKey, Checksum.seal(Keyspaces.BRANCHES, nameKey, payload));
        return true;
    }

    private void checkSnapshotAct(String name, StoreOutline.Act act) {
        if (!outline.snapshots.containsKey(name)) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            findings.report(
                    Kind.MISSING_RECORD,
                    Keyspaces.SNAPSHOTS,
                    key,
                    "A snapshot's record is missing. name=" + name,
                    at(act.record().branch(), act.record().seq()));
        }
    }

    private void checkSnapshot(String name, SnapshotRecord record) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        StoreOutline.Act act = outline.snapshotActs.get(name);
        List<Place> places = at(record.branch(), record.seq());
        if (act == null) {
            String sentence = "No act made a snapshot. name=" + name;
            findings.report(Kind.UNLOGGED_RECORD, Keyspaces.SNAPSHOTS, key, sentence, places);
        } else if (act.record().branch() != record.branch()
                || act.record().seq() != record.seq()
                || !act.record().effectiveTime().equals(record.createdAt())) {
            String sentence = "A snapshot is not what the act that made it says. name=" + name;
            findings.report(Kind.DIFFERENT_RECORD, Keyspaces.SNAPSHOTS, key, sentence, places);
        } else if (!isEnd(record.branch(), record.seq())) {
            String sentence = "A snapshot leads to a point that does not exist. name=" + name;
            findings.report(Kind.MISSING_POINT, Keyspaces.SNAPSHOTS, key, sentence, places);
        }
    }

    /** Whether a change of the branch's own ends there; a damaged record is reported by the scan of the log. */
    private boolean isEnd(long branch, long seq) {
        BranchOutline owner = outline.branch(branch);
        if (owner == null) {
            return false;
        }
        if (seq == 0) {
            return owner.record().parent() == 0 && owner.kept().contains(0);
        }
        if (!owner.kept().contains(seq)) {
            return false;
        }
        byte[] key = Keys.operation(branch, seq);
        try {
            byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
            return value != null
                    && seq > owner.record().baseSeq()
                    && OperationRecord.decode(key, value).closing().isPresent();
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return true;
        }
    }

    private Found report(Kind kind, Keyspace keyspace, byte[] key, String sentence) {
        return findings.report(kind, keyspace, key, sentence, List.of());
    }

    static List<Place> at(long branch, long seq) {
        return branch <= 0 || seq < 0
                ? List.of()
                : List.of(new Place(Optional.empty(), new Point(new BranchId(branch), seq)));
    }
}

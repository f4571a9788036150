package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.VerificationFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Reads a {@link StoreOutline}; what does not decode is a finding. */
final class OutlineReader {
    private final EngineSnapshot snapshot;
    private final Findings findings;
    private final StoreOutline outline = new StoreOutline();

    private OutlineReader(EngineSnapshot snapshot, Findings findings) {
        this.snapshot = snapshot;
        this.findings = findings;
    }

    static StoreOutline read(EngineSnapshot snapshot, Findings findings) {
        OutlineReader reader = new OutlineReader(snapshot, findings);
        reader.each(Keyspaces.META, reader::readMeta);
        reader.each(Keyspaces.BRANCHES, reader::readBranch);
        reader.each(Keyspaces.SNAPSHOTS, reader::readSnapshot);
        reader.each(Keyspaces.ACTS, reader::readAct);
        reader.outline.branchRecords.forEach(reader::outlineBranch);
        return reader.outline;
    }

    private interface Visitor {
        /** False: no record has such a key. */
        boolean visit(byte[] key, byte[] value);
    }

    private void each(Keyspace keyspace, Visitor visitor) {
        try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                try {
                    if (!visitor.visit(key, cursor.value())) {
                        findings.report(Kind.MALFORMED_KEY, keyspace, key, "No record has such a key.", List.of());
                    }
                } catch (CorruptStoreException | IllegalArgumentException e) {
                    findings.report(Kind.DAMAGED_RECORD, keyspace, key, Damage.describe(e), List.of());
                }
            }
        } catch (CorruptStoreException | StorageFailedException e) {
            String sentence = "The engine cannot read on: " + e.getMessage();
            findings.report(Kind.UNREADABLE_KEYSPACE, keyspace, new byte[0], sentence, List.of());
        }
    }

    private boolean readMeta(byte[] key, byte[] value) {
        if (Arrays.equals(key, Keys.counters())) {
            outline.counters = java.util.Optional.of(CountersRecord.decode(key, value));
            return true;
        }
        byte[] stage = Keys.stagePrefix();
        if (!Keys.hasPrefix(key, stage) || key.length != stage.length + Long.BYTES) {
            return false;
        }
        outline.stages.put(Keys.longAt(key, stage.length), number(Keyspaces.META, key, value));
        return true;
    }

    private boolean readBranch(byte[] key, byte[] value) {
        if (key[0] == 'i' && key.length == 1 + Long.BYTES) {
            outline.branchRecords.put(Keys.longAt(key, 1), BranchRecord.decode(key, value));
            return true;
        }
        if (key[0] == 'n' && key.length > 1) {
            String name = text(key, 1);
            outline.branchNames.put(name, number(Keyspaces.BRANCHES, key, value));
            return true;
        }
        return readFloor(key, value);
    }

    private boolean readFloor(byte[] key, byte[] value) {
        boolean ofBranch = key.length == 1 + Long.BYTES;
        if (key[0] == 'f' && ofBranch) {
            outline.floors.put(Keys.longAt(key, 1), FloorRecord.decode(key, value));
        } else if (key[0] == 't' && ofBranch) {
            outline.tallies.put(Keys.longAt(key, 1), TallyRecord.decode(key, value));
        } else if (key[0] == 'k' && key.length == 1 + 2 * Long.BYTES) {
            outline.keptPoints
                    .computeIfAbsent(Keys.longAt(key, 1), absent -> new TreeMap<>())
                    .put(Keys.longAt(key, 1 + Long.BYTES), KeptPointRecord.decode(key, value));
        } else {
            return false;
        }
        return true;
    }

    private boolean readSnapshot(byte[] key, byte[] value) {
        SnapshotRecord record = SnapshotRecord.decode(key, value);
        outline.snapshots.put(text(key, 0), record);
        return key.length <= Name.MAX_BYTES;
    }

    private boolean readAct(byte[] key, byte[] value) {
        if (key.length != Long.BYTES) {
            return false;
        }
        StoreOutline.Act act = new StoreOutline.Act(Keys.longAt(key, 0), ActRecord.decode(key, value));
        outline.acts++;
        outline.lastAct = act.seq();
        switch (act.record().act()) {
            case FORK -> outline.forks.put(act.record().branch(), act);
            case DELETE_BRANCH -> outline.deletions.put(act.record().branch(), act.seq());
            case CREATE_SNAPSHOT -> outline.snapshotActs.put(act.record().name(), act);
            case DELETE_SNAPSHOT -> outline.snapshotActs.remove(act.record().name());
            case PRUNE -> outline.prunings.put(act.record().branch(), act);
        }
        return true;
    }

    private void outlineBranch(long id, BranchRecord record) {
        Lineage lineage = Lineage.ofRoot(id);
        if (record.parent() != 0) {
            BranchOutline parent = outline.branch(record.parent());
            if (parent == null) {
                findings.report(
                        Kind.MISSING_POINT,
                        Keyspaces.BRANCHES,
                        Keys.branch(id),
                        "The branch that a branch was forked from is missing. name=" + record.name() + " parent="
                                + record.parent(),
                        List.of());
                return;
            }
            lineage = parent.lineage().fork(id, record.forkSeq(), record.baseSeq());
        }
        lineage.floor(0).raise(outline.kept(id));
        long stage = outline.stages.getOrDefault(id, Long.MAX_VALUE);
        long head = record.deleted() ? outline.held(id) : head(id, record.baseSeq(), stage);
        outline.branches.put(id, new BranchOutline(id, record, lineage, head, stage));
    }

    /** The branch's newest point of its own; 0 if there is none, or the engine cannot read there. */
    private long head(long branch, long base, long stage) {
        try {
            return newestClosing(branch, base, stage);
        } catch (CorruptStoreException | StorageFailedException e) {
            String sentence = "The engine cannot read the end of a branch's log: " + e.getMessage();
            findings.report(Kind.UNREADABLE_KEYSPACE, Keyspaces.OPERATIONS, Keys.number(branch), sentence, List.of());
            return 0;
        }
    }

    /** The seq of the newest record that closes a change; records that do not decode are stepped over. */
    private long newestClosing(long branch, long base, long stage) {
        byte[] from = Keys.operation(branch, base + 1);
        byte[] to = stage == Long.MAX_VALUE ? Keys.number(branch + 1) : Keys.operation(branch, stage);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, to)) {
            boolean complained = false;
            while (cursor.previous()) {
                byte[] key = cursor.key();
                try {
                    if (OperationRecord.decode(key, cursor.value()).closing().isPresent()) {
                        return Keys.longAt(key, Long.BYTES);
                    }
                } catch (CorruptStoreException | IllegalArgumentException e) {
                    findings.report(Kind.DAMAGED_RECORD, Keyspaces.OPERATIONS, key, Damage.describe(e), List.of());
                    continue;
                }
                if (!complained) {
                    complained = true;
                    String sentence = "The newest change of a branch has no end, and no stage is under way.";
                    findings.report(
                            Kind.BROKEN_CHANGE,
                            Keyspaces.OPERATIONS,
                            key,
                            sentence,
                            OutlineCheck.at(branch, Keys.longAt(key, Long.BYTES)));
                }
            }
        }
        return 0;
    }

    private static long number(Keyspace keyspace, byte[] key, byte[] value) {
        ByteReader in = Checksum.open(keyspace, key, value);
        long number = in.varint();
        in.finish();
        return number;
    }

    private static String text(byte[] key, int from) {
        return new String(key, from, key.length - from, StandardCharsets.UTF_8);
    }
}

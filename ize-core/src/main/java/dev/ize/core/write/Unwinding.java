package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.KeptPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Takes a branch's operations back, newest first, in bounded batches between the turns of tasks: all of a stage
 * that was not published, or what no fork or snapshot holds of a branch that was deleted. What lies at or below a floor
 * has no operations to take back; of a deleted branch it goes with the next pruning.
 *
 * <p>Each step leaves the records as they were before the operations that it took back, so that it may end
 * anywhere and be gone on with after a crash. Belongs to the writer's thread.
 */
public final class Unwinding {
    /** Operations that are taken back at once. */
    private static final int STEP = 500;

    private final Writer writer;
    private final BranchState branch;
    private final boolean ofStage;
    private final long stageStart;
    private final LongConsumer removed;

    private Unwinding(Writer writer, BranchState branch, boolean ofStage, long stageStart, LongConsumer removed) {
        this.writer = writer;
        this.branch = branch;
        this.ofStage = ofStage;
        this.stageStart = stageStart;
        this.removed = removed;
        this.settled = ofStage;
    }

    /** Takes a stage back and lets its branch go. */
    static Unwinding ofStage(Writer writer, BranchState branch, long start) {
        return new Unwinding(writer, branch, true, start, id -> {});
    }

    /**
     * Removes what nothing holds of a deleted branch.
     *
     * @param removed called with the parent's id when nothing is left of the branch
     */
    static Unwinding ofDeleted(Writer writer, BranchState branch, LongConsumer removed) {
        return new Unwinding(writer, branch, false, 0, removed);
    }

    private boolean nothingLeft;
    private boolean settled;

    /** Takes one batch of operations back; true: that was the last. */
    boolean step(Overlay overlay, Counters counters) {
        long floor = ofStage
                ? stageStart - 1
                : Math.max(held(overlay, branch.id()), KeptPoints.floorIn(overlay, branch.id()));
        List<byte[]> keys = newestAbove(overlay, floor);
        for (byte[] key : keys) {
            takeBack(overlay, key);
        }
        if (keys.size() == STEP) {
            return false;
        }
        if (ofStage) {
            overlay.delete(Keyspaces.META, Keys.stage(branch.id()));
        } else if (floor < 0) {
            overlay.delete(Keyspaces.BRANCHES, Keys.branch(branch.id()));
            nothingLeft = true;
        }
        byte[] key = Keys.counters();
        overlay.put(Keyspaces.META, key, counters.toRecord().encode(key));
        return true;
    }

    /** Whether no watermark can be at what this removes: what was never published has none. */
    boolean isSettled() {
        return settled;
    }

    void markSettled() {
        settled = true;
    }

    void finished() {
        if (ofStage) {
            writer.release(branch);
        } else if (nothingLeft) {
            removed.accept(branch.description().parent());
        }
    }

    BranchState branch() {
        return branch;
    }

    /** The highest seq of a deleted branch that a fork or snapshot holds; −1 if none does. */
    static long held(EngineSnapshot snapshot, long branch) {
        long held = -1;
        byte[] prefix = {'i'};
        try (Cursor cursor = snapshot.cursor(Keyspaces.BRANCHES, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                BranchRecord record = BranchRecord.decode(cursor.key(), cursor.value());
                if (record.parent() == branch) {
                    held = Math.max(held, record.forkSeq());
                }
            }
        }
        try (Cursor cursor = snapshot.cursor(Keyspaces.SNAPSHOTS, new byte[0], null)) {
            while (cursor.next()) {
                SnapshotRecord record = SnapshotRecord.decode(cursor.key(), cursor.value());
                if (record.branch() == branch) {
                    held = Math.max(held, record.seq());
                }
            }
        }
        return held;
    }

    private List<byte[]> newestAbove(Overlay overlay, long floor) {
        List<byte[]> keys = new ArrayList<>();
        byte[] from = Keys.operation(branch.id(), floor + 1);
        try (Cursor cursor = overlay.cursor(Keyspaces.OPERATIONS, from, Keys.after(Keys.number(branch.id())))) {
            while (keys.size() < STEP && cursor.previous()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }

    private void takeBack(Overlay overlay, byte[] key) {
        byte[] value = overlay.get(Keyspaces.OPERATIONS, key);
        if (value == null) {
            throw new IllegalStateException("An operation vanished while it was taken back");
        }
        long seq = Keys.longAt(key, 8);
        for (Effect effect : OperationRecord.decode(key, value).effects()) {
            takeBack(overlay, effect, seq);
        }
        overlay.delete(Keyspaces.OPERATIONS, key);
    }

    private void takeBack(Overlay overlay, Effect effect, long seq) {
        long id = branch.id();
        if (effect instanceof Effect.OfNode node) {
            overlay.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(node.node()), id, seq));
        } else if (effect instanceof Effect.OfNames names) {
            overlay.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(names.node()), id, seq));
        } else if (effect instanceof Effect.OfAttribute attribute) {
            byte[] prefix = Keys.attributePrefix(attribute.node(), attribute.name());
            overlay.delete(Keyspaces.XATTRS, Keys.version(prefix, id, seq));
        } else if (effect instanceof Effect.OfEntry entry) {
            takeBackEntry(overlay, entry, seq);
        }
    }

    private void takeBackEntry(Overlay overlay, Effect.OfEntry entry, long seq) {
        byte[] prefix = Keys.entryPrefix(entry.parent(), entry.name());
        overlay.delete(Keyspaces.ENTRIES, Keys.version(prefix, branch.id(), seq));
        byte[] liveKey = Keys.live(entry.parent(), branch.id(), entry.name());
        byte[] deadKey = Keys.dead(entry.parent(), branch.id(), seq, entry.name());
        byte[] former = overlay.get(Keyspaces.ENTRIES, deadKey);
        if (former == null) {
            overlay.delete(Keyspaces.ENTRIES, liveKey);
        } else {
            overlay.put(
                    Keyspaces.ENTRIES,
                    liveKey,
                    EntryRecord.decode(deadKey, former).encode(liveKey));
            overlay.delete(Keyspaces.ENTRIES, deadKey);
        }
    }
}

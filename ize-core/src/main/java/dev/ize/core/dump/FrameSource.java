package dev.ize.core.dump;

import dev.ize.core.content.ObjectSet;
import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.write.Chain;
import dev.ize.core.write.RecordedAct;
import dev.ize.core.write.RecordedChange;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorePosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a dump between its first and its last, made step by step. The content that an operation refers to
 * comes before the frame that the operation is in. For one thread; each step may use a later snapshot.
 */
final class FrameSource {
    private final DumpPlan plan;
    private final ObjectSet known;
    private final ChangeOrder order;

    private @Nullable OperationSource change;
    private @Nullable ContentWalk walk;
    private @Nullable WrittenRange range;
    private ByteWriter operations = new ByteWriter();

    private StorePosition position;
    private long changes;
    private long acts;
    private long objects;

    /**
     * @param base what comes before the first frame
     * @param known the objects that need not be in the dump
     */
    FrameSource(EngineSnapshot snapshot, DumpPlan plan, StorePosition base, ObjectSet known) {
        this.plan = plan;
        this.known = known;
        this.position = base;
        this.order = new ChangeOrder(snapshot, plan, base.sequence());
    }

    /** The last frame. */
    DumpEnd end() {
        return new DumpEnd(
                position,
                changes,
                acts,
                objects,
                plan.counters().nextSeq(),
                plan.counters().nextNode());
    }

    /** Whether a range must be taken before the next step. */
    boolean hasRange() {
        return range != null;
    }

    /** What must be written, outside of any snapshot, before the next step. */
    Optional<WrittenRange> takeRange() {
        Optional<WrittenRange> taken = Optional.ofNullable(range);
        range = null;
        return taken;
    }

    /** Counts an object that was written so. */
    void countObject() {
        objects++;
    }

    /** Makes at most one frame; false: there is none any more. */
    boolean step(StoredObjects stored, Consumer<Frame> out) {
        ContentWalk content = walk;
        OperationSource source = change;
        if (content != null) {
            Optional<ContentWalk.Found> found = content.next(stored);
            found.ifPresentOrElse(object -> out.accept(object(object)), () -> walk = null);
        } else if (operations.size() >= DumpFormat.OPERATIONS_BYTES) {
            flushOperations(out);
        } else if (source != null) {
            source.next(stored).ifPresentOrElse(this::add, () -> endChange(source, stored, out));
        } else {
            Optional<ChangeOrder.Item> item = order.next(stored.snapshot());
            item.ifPresent(next -> begin(stored.snapshot(), next, out));
            return item.isPresent();
        }
        return true;
    }

    private Frame object(ContentWalk.Found found) {
        objects++;
        return WrittenRange.object(found.form(), found.stored().orElseThrow().record());
    }

    private void add(OperationSource.Found found) {
        RecordedForms.encode(operations, found.operation());
        found.needed().ifPresent(content -> walk = new ContentWalk(content, known, true));
        range = found.range().orElse(null);
    }

    private void endChange(OperationSource source, StoredObjects stored, Consumer<Frame> out) {
        flushOperations(out);
        source.addEdited(stored);
        change = null;
    }

    private void flushOperations(Consumer<Frame> out) {
        if (operations.size() > 0) {
            out.accept(new Frame(Kind.OPERATIONS, operations.toByteArray()));
            operations = new ByteWriter();
        }
    }

    private void begin(EngineSnapshot snapshot, ChangeOrder.Item item, Consumer<Frame> out) {
        if (item instanceof ChangeOrder.OfChange next) {
            OperationSource source = new OperationSource(next, known);
            var closing = next.end().closing();
            boolean afterGap = isAfterGap(next.seq(), closing.branchLink().toByteArray(), closing.storeLink());
            out.accept(RecordedForms.encode(new RecordedChange(
                    next.branch().id(), next.seq(), source.isClosedAlone(snapshot), afterGap, closing)));
            change = source;
            changes++;
        } else if (item instanceof ChangeOrder.OfAct next) {
            ActRecord act = next.act();
            boolean afterGap = isAfterGap(next.seq(), act.canonical(), act.storeLink());
            out.accept(RecordedForms.encode(
                    new RecordedAct(next.seq(), plan.isIdle(act), afterGap, message(snapshot, act), act)));
            acts++;
        }
    }

    private boolean isAfterGap(long seq, byte[] linked, ContentHash recorded) {
        boolean gap = !Chain.storeLink(position.link(), seq, linked).equals(recorded);
        if (gap && !plan.mayHaveGaps()) {
            throw new CorruptStoreException("The store's chain does not match. sequence=" + seq, null);
        }
        position = new StorePosition(seq, recorded);
        return gap;
    }

    /** The message of a snapshot that an act made, if that has not been deleted since. */
    private static String message(EngineSnapshot snapshot, ActRecord act) {
        if (act.act() != ActRecord.Act.CREATE_SNAPSHOT) {
            return "";
        }
        byte[] key = act.name().getBytes(StandardCharsets.UTF_8);
        byte[] value = snapshot.get(Keyspaces.SNAPSHOTS, key);
        if (value == null) {
            return "";
        }
        SnapshotRecord record = SnapshotRecord.decode(key, value);
        boolean same = record.branch() == act.branch()
                && record.seq() == act.seq()
                && record.createdAt().equals(act.effectiveTime());
        return same ? record.message() : "";
    }
}

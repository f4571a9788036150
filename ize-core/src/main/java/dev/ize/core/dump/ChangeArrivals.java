package dev.ize.core.dump;

import dev.ize.core.write.RecordedAct;
import dev.ize.core.write.RecordedChange;
import dev.ize.core.write.RecordedOperation;
import dev.ize.core.write.RecordedWriter;
import dev.ize.spi.StorePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes and acts of a dump: small changes of one branch several at a time, large ones staged. For one
 * thread.
 *
 * <p>Where several fail together each is applied by itself, so that those before the one that fails stay.
 */
final class ChangeArrivals implements AutoCloseable {
    /** Operations of changes that are applied at once, and most of a change that is not staged. */
    private static final int MAX_OPERATIONS = 2000;

    /** Bytes that they carry. */
    private static final long MAX_BYTES = 4 << 20;

    /** Bytes that an operation takes in memory beside what it carries, roughly. */
    private static final long OPERATION_BYTES = 512;

    private final StoreAccess store;
    private final RecordedWriter writer;
    private final Runnable objects;
    private StorePosition position;
    private long changes;
    private long acts;

    private List<RecordedWriter.Whole> waiting = new ArrayList<>();
    private long waitingBytes;

    private @Nullable RecordedChange change;
    private List<RecordedOperation> collected = new ArrayList<>();
    private long collectedBytes;
    private long arrived;
    private RecordedWriter.@Nullable Large large;

    /**
     * @param position where the store is
     * @param objects stores the objects that changes refer to
     */
    ChangeArrivals(StoreAccess store, RecordedWriter writer, StorePosition position, Runnable objects) {
        this.objects = objects;
        this.store = store;
        this.writer = writer;
        this.position = position;
    }

    /** Where the store is, without what waits. */
    StorePosition position() {
        return position;
    }

    long changes() {
        return changes;
    }

    long acts() {
        return acts;
    }

    void begin(RecordedChange next) {
        if (!waiting.isEmpty() && waiting.get(0).change().branch() != next.branch()) {
            flush();
        }
        change = next;
        collected = new ArrayList<>();
        collectedBytes = 0;
        arrived = 0;
        if (next.closing().operations() > MAX_OPERATIONS) {
            beginLarge(next);
        }
    }

    void add(RecordedOperation operation) {
        RecordedChange current = change;
        if (current == null) {
            throw new IllegalStateException("An operation needs a change");
        }
        RecordedWriter.Large staged = large;
        arrived++;
        if (staged != null) {
            stage(staged, operation);
        } else {
            collected.add(operation);
            collectedBytes += OPERATION_BYTES
                    + operation.bytes().map(bytes -> bytes.length).orElse(0);
            if (collectedBytes > MAX_BYTES) {
                beginLarge(current);
            }
        }
        if (arrived == current.closing().operations()) {
            finish(current);
        }
    }

    private void beginLarge(RecordedChange current) {
        flush();
        RecordedWriter.Large staged = store.call(() -> writer.begin(current));
        large = staged;
        List<RecordedOperation> soFar = collected;
        collected = new ArrayList<>();
        soFar.forEach(operation -> stage(staged, operation));
    }

    private void stage(RecordedWriter.Large staged, RecordedOperation operation) {
        objects.run();
        run(() -> staged.add(operation));
    }

    private void finish(RecordedChange current) {
        RecordedWriter.Large staged = large;
        if (staged != null) {
            run(() -> staged.publish(position));
            large = null;
            run(staged::close);
            reach(current.position());
            changes++;
        } else {
            waiting.add(new RecordedWriter.Whole(current, collected));
            waitingBytes += collectedBytes;
        }
        change = null;
        if (waitingBytes > MAX_BYTES || waiting.size() >= MAX_OPERATIONS) {
            flush();
        }
    }

    /** Applies the changes that wait. */
    void flush() {
        List<RecordedWriter.Whole> batch = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        if (!batch.isEmpty() && !tryToApply(batch)) {
            batch.forEach(this::applyAlone);
        }
    }

    private boolean tryToApply(List<RecordedWriter.Whole> batch) {
        objects.run();
        try {
            if (!store.call(() -> writer.apply(position, batch))) {
                return false;
            }
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                return false;
            }
            throw e;
        }
        reach(batch.get(batch.size() - 1).change().position());
        changes += batch.size();
        return true;
    }

    private void applyAlone(RecordedWriter.Whole whole) {
        if (!tryToApply(List.of(whole))) {
            RecordedWriter.Large staged = store.call(() -> writer.begin(whole.change()));
            try {
                whole.operations().forEach(operation -> stage(staged, operation));
                run(() -> staged.publish(position));
            } finally {
                run(staged::close);
            }
            reach(whole.change().position());
            changes++;
        }
    }

    void act(RecordedAct act) {
        flush();
        run(() -> writer.act(position, act));
        reach(act.position());
        acts++;
    }

    private void reach(StorePosition next) {
        position = next;
    }

    private void run(Runnable body) {
        Supplier<Boolean> call = () -> {
            body.run();
            return true;
        };
        store.call(call);
    }

    /** Takes back what has come of a change that is not whole. */
    @Override
    public void close() {
        RecordedWriter.Large staged = large;
        large = null;
        change = null;
        if (staged != null) {
            run(staged::close);
        }
    }
}

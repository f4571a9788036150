package dev.ize.core.write;

import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An engine in memory that remembers what is asked of it, and fails when a test wants it. */
final class TrialEngine implements Engine {
    private final Overlay records;
    private final boolean bearsInterrupts;
    private final Deque<String> asked = new ConcurrentLinkedDeque<>();
    private final Deque<RuntimeException> writes = new ConcurrentLinkedDeque<>();
    private final Deque<RuntimeException> snapshots = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable Runnable> atNextWrite = new AtomicReference<>();
    private volatile @Nullable Thread writer;

    TrialEngine() {
        this(new Overlay(new EmptySnapshot()), false);
    }

    /** An engine with records, which nobody else changes while something is at work. */
    TrialEngine(Overlay records, boolean bearsInterrupts) {
        this.records = records;
        this.bearsInterrupts = bearsInterrupts;
    }

    /** What was asked since the last call. */
    List<String> asked() {
        List<String> copy = List.copyOf(asked);
        asked.clear();
        return copy;
    }

    Overlay records() {
        return records;
    }

    /** The thread that has written last. */
    @Nullable
    Thread writer() {
        return writer;
    }

    /** Has something done once, on the thread that writes and before it does. */
    void atNextWrite(Runnable action) {
        atNextWrite.set(action);
    }

    /** Has the next write fail that has not begun and that nothing was said about. */
    void failWrite(RuntimeException failure) {
        writes.add(failure);
    }

    /** The same for the next snapshot. */
    void failSnapshot(RuntimeException failure) {
        snapshots.add(failure);
    }

    @Override
    public EngineSnapshot snapshot() {
        asked.add("snapshot");
        RuntimeException failure = snapshots.pollFirst();
        if (failure != null) {
            throw failure;
        }
        return new Overlay(records);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        asked.add("write " + durability);
        writer = Thread.currentThread();
        RuntimeException failure = writes.pollFirst();
        Runnable action = atNextWrite.getAndSet(null);
        if (action != null) {
            action.run();
        }
        if (failure != null) {
            throw failure;
        }
        for (WriteBatch.Step step : batch.steps()) {
            if (step instanceof WriteBatch.Put put) {
                records.put(put.keyspace(), put.key(), put.value());
            } else if (step instanceof WriteBatch.Delete delete) {
                records.delete(delete.keyspace(), delete.key());
            }
        }
    }

    @Override
    public void sync() {
        asked.add("sync");
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        throw new UnsupportedOperationException("No test copies it");
    }

    @Override
    public void compact(EngineProgress progress) {
        throw new UnsupportedOperationException("No test compacts it");
    }

    @Override
    public boolean bearsInterrupts() {
        return bearsInterrupts;
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(0, 0);
    }

    @Override
    public void close() {}
}

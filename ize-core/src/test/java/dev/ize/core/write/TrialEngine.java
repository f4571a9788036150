package dev.ize.core.write;

import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An engine in memory that remembers what is asked of it, and fails when a test wants it. */
final class TrialEngine implements Engine {
    private final Overlay records = new Overlay(new EmptySnapshot());
    private final List<String> asked = new ArrayList<>();
    private final Deque<RuntimeException> writes = new ArrayDeque<>();
    private final Deque<RuntimeException> snapshots = new ArrayDeque<>();

    /** What was asked since the last call. */
    List<String> asked() {
        List<String> copy = List.copyOf(asked);
        asked.clear();
        return copy;
    }

    Overlay records() {
        return records;
    }

    /** Has the next write that nothing was said about fail. */
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
        if (!snapshots.isEmpty()) {
            throw snapshots.removeFirst();
        }
        return new Overlay(records);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        asked.add("write " + durability);
        if (!writes.isEmpty()) {
            throw writes.removeFirst();
        }
        for (WriteBatch.Step step : batch.steps()) {
            WriteBatch.Put put = (WriteBatch.Put) step;
            records.put(put.keyspace(), put.key(), put.value());
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
    public EngineStatistics statistics() {
        return new EngineStatistics(0, 0);
    }

    @Override
    public void close() {}
}

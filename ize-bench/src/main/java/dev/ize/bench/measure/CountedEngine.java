package dev.ize.bench.measure;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.file.Path;

/** An engine that does what another one does, and counts its calls while they are to be counted. */
record CountedEngine(Engine right) implements Engine {
    CountedEngine {
        LastStore.opened(() -> right.statistics().diskBytes());
    }

    @Override
    public EngineSnapshot snapshot() {
        EngineSnapshot snapshot = right.snapshot();
        if (!EngineCalls.isCounting()) {
            return snapshot;
        }
        EngineCalls.SNAPSHOTS.add();
        return new CountedSnapshot(snapshot);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        right.write(batch, durability);
        if (EngineCalls.isCounting()) {
            EngineCalls.COMMITS.add();
            EngineCalls.WRITES.add(batch.steps().size());
        }
    }

    @Override
    public void sync() {
        right.sync();
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        right.copyTo(emptyDirectory, progress);
    }

    @Override
    public void compact(EngineProgress progress) {
        right.compact(progress);
    }

    @Override
    public boolean bearsInterrupts() {
        return right.bearsInterrupts();
    }

    @Override
    public EngineStatistics statistics() {
        return right.statistics();
    }

    @Override
    public void close() {
        LastStore.closing();
        right.close();
    }
}

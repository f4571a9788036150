package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.file.Path;

/**
 * An engine that does what another one does, but for what a subclass overrides. Threads, failure and life cycle are
 * those of the other one, which is closed with it.
 */
public class ForwardingEngine implements Engine {
    private final Engine right;

    /** Does what an engine does that is right. */
    protected ForwardingEngine(Engine right) {
        this.right = right;
    }

    @Override
    public EngineSnapshot snapshot() {
        return right.snapshot();
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        right.write(batch, durability);
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
        right.close();
    }
}

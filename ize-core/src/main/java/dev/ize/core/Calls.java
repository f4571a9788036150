package dev.ize.core;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.write.Writer;
import dev.ize.spi.StorageFailedException;
import java.util.function.Supplier;

/** Lets calls into an open storage: through a gate that closing waits for, and only while no failure forbids it. */
final class Calls {
    private final Engine engine;
    private final Writer writer;
    private final Gate gate = new Gate();

    Calls(Engine engine, Writer writer) {
        this.engine = engine;
        this.writer = writer;
    }

    /** Opens an engine snapshot for one call. */
    ReadSession read() {
        gate.enter();
        try {
            requireWorking();
            return new ReadSession(gate, new ReusingSnapshot(new WatchedSnapshot(snapshot(), writer::stopAfterRead)));
        } catch (RuntimeException | Error e) {
            gate.exit();
            throw e;
        }
    }

    /** Runs a call. */
    <R> R call(Supplier<R> body) {
        gate.enter();
        try {
            requireWorking();
            return body.get();
        } finally {
            gate.exit();
        }
    }

    private EngineSnapshot snapshot() {
        try {
            return engine.snapshot();
        } catch (StorageFailedException e) {
            throw writer.stopAfterRead(e);
        }
    }

    private void requireWorking() {
        StorageFailedException failure = writer.failure();
        if (failure != null) {
            throw new StorageFailedException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Lets no further call in; false if that was so before. */
    boolean close() {
        return gate.close();
    }

    /** Waits until the last call has left; an interrupt is kept for later. */
    void awaitEnd() {
        gate.awaitEmpty();
    }
}

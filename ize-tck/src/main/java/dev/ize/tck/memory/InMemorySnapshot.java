package dev.ize.tck.memory;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A state of an {@link InMemoryEngine}; one thread at a time may use it and its cursors. */
final class InMemorySnapshot implements EngineSnapshot {
    private final InMemoryEngine engine;
    private final KeyspaceTrees state;
    private final Throwable opening = new Throwable("The snapshot was opened here");
    private final Turnstile reader = new Turnstile("A snapshot");
    private volatile boolean closed;

    InMemorySnapshot(InMemoryEngine engine, KeyspaceTrees state) {
        this.engine = engine;
        this.state = state;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        Keys.check(key);
        return read(() -> {
            SortedTree.Node found = state.tree(keyspace).find(key);
            return found == null ? null : found.value.clone();
        });
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        Keys.checkBound(from);
        if (to != null) {
            Keys.checkBound(to);
        }
        return read(() -> new InMemoryCursor(this, state.tree(keyspace), from.clone(), to == null ? null : to.clone()));
    }

    @Override
    public void close() {
        closed = true;
        engine.forget(this);
    }

    /** Where the snapshot was opened. */
    Throwable opening() {
        return opening;
    }

    /** Reads while both the snapshot and its engine are open, and no other thread reads here. */
    <T extends @Nullable Object> T read(Supplier<T> step) {
        reader.enter();
        try {
            engine.checkUsable();
            if (closed) {
                throw new IllegalStateException("The snapshot is closed");
            }
            return step.get();
        } finally {
            reader.leave();
        }
    }
}

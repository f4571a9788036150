package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that shows what another one shows, but for what a subclass overrides. Threads, failure and life cycle are
 * those of the other one, which is closed with it.
 */
public class ForwardingSnapshot implements EngineSnapshot {
    private final EngineSnapshot right;

    /** Shows what a snapshot shows that is right. */
    protected ForwardingSnapshot(EngineSnapshot right) {
        this.right = right;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        return right.get(keyspace, key);
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        return right.cursor(keyspace, from, to);
    }

    @Override
    public void close() {
        right.close();
    }
}

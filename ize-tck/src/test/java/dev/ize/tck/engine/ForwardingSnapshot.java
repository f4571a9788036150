package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import org.jspecify.annotations.Nullable;

/** A snapshot that shows what another one shows, but for what a subclass overrides. */
class ForwardingSnapshot implements EngineSnapshot {
    private final EngineSnapshot right;

    ForwardingSnapshot(EngineSnapshot right) {
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

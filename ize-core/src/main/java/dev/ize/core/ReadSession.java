package dev.ize.core;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import org.jspecify.annotations.Nullable;

/** One engine snapshot for the length of one call, inside the gate. */
record ReadSession(Gate gate, EngineSnapshot snapshot) implements EngineSnapshot {
    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        return snapshot.get(keyspace, key);
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        return snapshot.cursor(keyspace, from, to);
    }

    @Override
    public void close() {
        try {
            snapshot.close();
        } finally {
            gate.exit();
        }
    }
}

package dev.ize.bench.measure;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import org.jspecify.annotations.Nullable;

/** A snapshot whose calls are counted, and those of its cursors. */
record CountedSnapshot(EngineSnapshot right) implements EngineSnapshot {
    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        EngineCalls.GETS.add();
        return right.get(keyspace, key);
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        EngineCalls.CURSORS.add();
        return new CountedCursor(right.cursor(keyspace, from, to));
    }

    @Override
    public void close() {
        right.close();
    }

    private record CountedCursor(Cursor right) implements Cursor {
        @Override
        public boolean seekAtOrAfter(byte[] key) {
            EngineCalls.SEEKS.add();
            return right.seekAtOrAfter(key);
        }

        @Override
        public boolean seekBefore(byte[] key) {
            EngineCalls.SEEKS.add();
            return right.seekBefore(key);
        }

        @Override
        public boolean next() {
            EngineCalls.STEPS.add();
            return right.next();
        }

        @Override
        public boolean previous() {
            EngineCalls.STEPS.add();
            return right.previous();
        }

        @Override
        public byte[] key() {
            return right.key();
        }

        @Override
        public byte[] value() {
            EngineCalls.VALUES.add();
            return right.value();
        }

        @Override
        public void close() {
            right.close();
        }
    }
}

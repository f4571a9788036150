package dev.ize.tck.fault;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.engine.ForwardingEngine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine that fails when a trigger says so, in any call but {@link #close()}. */
final class FailingEngine extends ForwardingEngine {
    private final EngineFault.Trigger trigger;

    FailingEngine(Engine right, EngineFault.Trigger trigger) {
        super(right);
        this.trigger = trigger;
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        trigger.write(() -> super.write(batch, durability));
    }

    @Override
    public void sync() {
        trigger.write(super::sync);
    }

    @Override
    public EngineSnapshot snapshot() {
        trigger.read();
        return new FailingSnapshot(super.snapshot());
    }

    private <T> T read(Supplier<T> call) {
        trigger.read();
        return call.get();
    }

    private final class FailingSnapshot implements EngineSnapshot {
        private final EngineSnapshot right;

        FailingSnapshot(EngineSnapshot right) {
            this.right = right;
        }

        @Override
        public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
            trigger.read();
            return right.get(keyspace, key);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
            trigger.read();
            return new FailingCursor(right.cursor(keyspace, from, to));
        }

        @Override
        public void close() {
            right.close();
        }
    }

    private final class FailingCursor implements Cursor {
        private final Cursor right;

        FailingCursor(Cursor right) {
            this.right = right;
        }

        @Override
        public boolean seekAtOrAfter(byte[] key) {
            return read(() -> right.seekAtOrAfter(key));
        }

        @Override
        public boolean seekBefore(byte[] key) {
            return read(() -> right.seekBefore(key));
        }

        @Override
        public boolean next() {
            return read(right::next);
        }

        @Override
        public boolean previous() {
            return read(right::previous);
        }

        @Override
        public byte[] key() {
            return read(right::key);
        }

        @Override
        public byte[] value() {
            return read(right::value);
        }

        @Override
        public void close() {
            right.close();
        }
    }
}

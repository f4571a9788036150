package dev.ize.tck.storage;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.engine.ForwardingSnapshot;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a storage asks of its engine. For any thread. */
final class EngineTally {
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lookUps = new AtomicLong();

    /**
     * What was asked for.
     *
     * @param steps puts and deletions, a range as one
     * @param bytes length of their keys and values
     * @param lookUps gets, and searches and steps of cursors
     */
    record Count(long steps, long bytes, long lookUps) {}

    /** A provider whose engines are counted. */
    EngineProvider counting(EngineProvider right) {
        return new ForwardingProvider(right, CountedEngine::new);
    }

    /** What some work asks for. */
    Count of(Runnable work) {
        long stepsBefore = steps.get();
        long bytesBefore = bytes.get();
        long lookUpsBefore = lookUps.get();
        work.run();
        return new Count(steps.get() - stepsBefore, bytes.get() - bytesBefore, lookUps.get() - lookUpsBefore);
    }

    private final class CountedEngine extends ForwardingEngine {
        CountedEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            super.write(batch, durability);
            steps.addAndGet(batch.steps().size());
            bytes.addAndGet(batch.bytes());
        }

        @Override
        public EngineSnapshot snapshot() {
            return new CountedSnapshot(super.snapshot());
        }
    }

    private final class CountedSnapshot extends ForwardingSnapshot {
        CountedSnapshot(EngineSnapshot right) {
            super(right);
        }

        @Override
        public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
            lookUps.incrementAndGet();
            return super.get(keyspace, key);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
            return new CountedCursor(super.cursor(keyspace, from, to));
        }
    }

    private final class CountedCursor implements Cursor {
        private final Cursor right;

        CountedCursor(Cursor right) {
            this.right = right;
        }

        @Override
        public boolean seekAtOrAfter(byte[] key) {
            lookUps.incrementAndGet();
            return right.seekAtOrAfter(key);
        }

        @Override
        public boolean seekBefore(byte[] key) {
            lookUps.incrementAndGet();
            return right.seekBefore(key);
        }

        @Override
        public boolean next() {
            lookUps.incrementAndGet();
            return right.next();
        }

        @Override
        public boolean previous() {
            lookUps.incrementAndGet();
            return right.previous();
        }

        @Override
        public byte[] key() {
            return right.key();
        }

        @Override
        public byte[] value() {
            return right.value();
        }

        @Override
        public void close() {
            right.close();
        }
    }
}

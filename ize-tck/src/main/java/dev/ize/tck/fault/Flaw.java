package dev.ize.tck.fault;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is broken on purpose in the variants that the fault tests must find. */
enum Flaw {
    NONE {
        @Override
        EngineProvider applyTo(EngineProvider right) {
            return right;
        }
    },
    /** A batch is acknowledged at once and written a moment later. */
    EARLY_ACKNOWLEDGEMENT {
        @Override
        EngineProvider applyTo(EngineProvider right) {
            return new ForwardingProvider(right, EarlyEngine::new);
        }
    },
    /** A batch that could not be written is acknowledged all the same. */
    SWALLOWED_FAILURE {
        @Override
        EngineProvider applyTo(EngineProvider right) {
            return new ForwardingProvider(right, HopefulEngine::new);
        }
    },
    /** A batch that only removes is written as if it need not be durable. */
    BUFFERED_REMOVALS {
        @Override
        EngineProvider applyTo(EngineProvider right) {
            return new ForwardingProvider(right, RemovingEngine::new);
        }
    },
    /** A file whose content is damaged is read as zeros. */
    SALVAGED_BYTES {
        @Override
        EngineProvider applyTo(EngineProvider right) {
            return new ForwardingProvider(right, UnaryOperator.identity(), SalvagingStorage::wrap);
        }
    };

    abstract EngineProvider applyTo(EngineProvider right);

    /** Writes on a thread of its own; readers, but not the one who wrote, wait for that. */
    private static final class EarlyEngine extends ForwardingEngine {
        private static final long DELAY_NANOS = 50_000_000;

        private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "late writes");
            made.setDaemon(true);
            return made;
        });
        private @Nullable Future<?> last;

        EarlyEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            later(() -> {
                LockSupport.parkNanos(DELAY_NANOS);
                super.write(batch, durability);
            });
        }

        @Override
        public void sync() {
            later(super::sync);
        }

        private synchronized void later(Runnable task) {
            last = thread.submit(task);
        }

        private synchronized void awaitWrites() {
            try {
                if (last != null) {
                    last.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("A late write failed", e);
            }
        }

        @Override
        public EngineSnapshot snapshot() {
            awaitWrites();
            return super.snapshot();
        }

        @Override
        public void close() {
            awaitWrites();
            thread.shutdown();
            super.close();
        }
    }

    /** Takes it that what removes loses nothing by a power cut. */
    private static final class RemovingEngine extends ForwardingEngine {
        RemovingEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            boolean removes = batch.steps().stream().allMatch(WriteBatch.Delete.class::isInstance);
            super.write(batch, removes ? Durability.BUFFERED : durability);
        }
    }

    /** Goes on after a failed write as if nothing had happened. */
    private static final class HopefulEngine extends ForwardingEngine {
        HopefulEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            try {
                super.write(batch, durability);
            } catch (StorageException e) {
                return;
            }
        }

        @Override
        public void sync() {
            try {
                super.sync();
            } catch (StorageException e) {
                return;
            }
        }
    }
}

package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.tck.memory.InMemoryEngine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Engines that do wrong at their open, at their close, or in between where nobody reads or writes. */
final class WrongLives {
    private static final Queue<Engine> OPEN_ENGINES = new ConcurrentLinkedQueue<>();

    private static final long THREAD_NANOS = 60_000_000_000L;

    private WrongLives() {}

    static Engine showingARecordOfItsOwn(Engine right, EngineAccess access) {
        if (access == EngineAccess.READ_WRITE) {
            WriteBatch own = new WriteBatch();
            own.put(EngineContract.RECORDS, Bytes.ascii("version"), Bytes.of(1));
            right.write(own, Durability.SYNC);
        }
        return right;
    }

    static Engine forgettingBufferedWrites(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void close() {
                ((InMemoryEngine) right).losePower();
                right.close();
            }
        };
    }

    static Engine revivingDeletedKeys(Engine right) {
        return new ForwardingEngine(right) {
            private final WriteBatch revival = new WriteBatch();

            @Override
            public void write(WriteBatch batch, Durability durability) {
                for (WriteBatch.Step step : batch.steps()) {
                    if (step instanceof Delete delete) {
                        byte[] old = WrongWrites.read(right, delete.keyspace(), delete.key());
                        if (old != null) {
                            revival.put(delete.keyspace(), delete.key(), old);
                        }
                    }
                }
                right.write(batch, durability);
            }

            @Override
            public void close() {
                right.write(revival, Durability.SYNC);
                right.close();
            }
        };
    }

    static Engine losingARecordWhenNothingWasWritten(Engine right, EngineAccess access) {
        return new ForwardingEngine(right) {
            private boolean written = access == EngineAccess.READ_ONLY;

            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                written = true;
            }

            @Override
            public void close() {
                if (!written) {
                    loseTheLastRecord(right);
                }
                right.close();
            }
        };
    }

    static Engine losingARecordInCompactions(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void compact(EngineProgress progress) {
                right.compact(progress);
                loseTheLastRecord(right);
            }
        };
    }

    private static void loseTheLastRecord(Engine engine) {
        WriteBatch loss = new WriteBatch();
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor last = snapshot.cursor(EngineContract.RECORDS, EngineContract.FIRST, null)) {
            if (last.previous()) {
                loss.delete(EngineContract.RECORDS, last.key());
            }
        }
        engine.write(loss, Durability.SYNC);
    }

    /** Writes to all engines that are open, as one with static state would. */
    static Engine sharingItsDirectories(Engine right) {
        OPEN_ENGINES.add(right);
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                OPEN_ENGINES.forEach(engine -> engine.write(batch, durability));
            }

            @Override
            public void close() {
                OPEN_ENGINES.remove(right);
                right.close();
            }
        };
    }

    static Engine failingToSyncNothing(Engine right) {
        return new ForwardingEngine(right) {
            private boolean dirty;

            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                dirty = true;
            }

            @Override
            public void sync() {
                if (!dirty) {
                    throw new StorageFailedException("There is nothing to be made durable", null);
                }
                right.sync();
                dirty = false;
            }
        };
    }

    static Engine bindingWritingToAThread(Engine right) {
        return new ForwardingEngine(right) {
            private @Nullable Thread writer;

            @Override
            public void write(WriteBatch batch, Durability durability) {
                writer = writer == null ? Thread.currentThread() : writer;
                if (writer != Thread.currentThread()) {
                    throw new StorageFailedException("Another thread is the writer", null);
                }
                right.write(batch, durability);
            }
        };
    }

    /** Its thread ends a while after the test, for the sake of the other tests. */
    static Engine leavingAThreadAtEachOpen(Engine right) {
        Thread thread = new Thread(() -> LockSupport.parkNanos(THREAD_NANOS), "flusher");
        thread.setDaemon(true);
        thread.start();
        return right;
    }

    static Engine tellingNoSize(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public EngineStatistics statistics() {
                return new EngineStatistics(0, 0);
            }
        };
    }

    static Engine stoppingAfterACancelledCompaction(Engine right) {
        return new ForwardingEngine(right) {
            private boolean stopped;

            @Override
            public void compact(EngineProgress progress) {
                stopped = true;
                right.compact(progress);
                stopped = false;
            }

            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (stopped) {
                    throw new StorageFailedException("The files are in the middle of a compaction", null);
                }
                right.write(batch, durability);
            }
        };
    }

    static Engine missingTheNewestWhereItReadsOnly(Engine right, EngineAccess access) {
        if (access == EngineAccess.READ_WRITE) {
            return right;
        }
        return WrongRanges.withCursors(right, (snapshot, keyspace, from, to) -> {
            try (Cursor last = snapshot.cursor(keyspace, EngineContract.FIRST, null)) {
                return snapshot.cursor(keyspace, from, to == null && last.previous() ? last.key() : to);
            }
        });
    }

    static Engine acceptingWritesWhereItReadsOnly(Engine right, EngineAccess access) {
        if (access == EngineAccess.READ_WRITE) {
            return right;
        }
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                // Dropped without a word.
            }
        };
    }
}

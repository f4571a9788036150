package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Engines whose snapshots are not what they were, or cannot be had or closed as they must. */
final class WrongSnapshots {
    private static final int KEPT_VERSIONS = 200;

    /** LMDB's default number of readers. */
    private static final int READERS = 126;

    private WrongSnapshots() {}

    static Engine readingTheNewestState(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                try (EngineSnapshot newest = right.snapshot()) {
                    return newest.get(keyspace, key);
                }
            }
        });
    }

    static Engine openingCursorsOnTheNewestState(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new LapsingSnapshot(right, snapshot, () -> true) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return snapshot.get(keyspace, key);
            }
        });
    }

    static Engine keepingTwoHundredVersions(Engine right) {
        AtomicInteger version = new AtomicInteger();
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                version.incrementAndGet();
            }

            @Override
            public EngineSnapshot snapshot() {
                int own = version.get();
                return new LapsingSnapshot(right, right.snapshot(), () -> version.get() - own > KEPT_VERSIONS);
            }
        };
    }

    static Engine losingItsSnapshotsInACompaction(Engine right) {
        AtomicInteger compactions = new AtomicInteger();
        return new ForwardingEngine(right) {
            @Override
            public void compact(EngineProgress progress) {
                right.compact(progress);
                compactions.incrementAndGet();
            }

            @Override
            public EngineSnapshot snapshot() {
                int own = compactions.get();
                return new LapsingSnapshot(right, right.snapshot(), () -> compactions.get() != own);
            }
        };
    }

    static Engine lending126Snapshots(Engine right) {
        AtomicInteger lent = new AtomicInteger();
        return WrongRanges.withSnapshots(right, snapshot -> {
            if (lent.incrementAndGet() > READERS) {
                snapshot.close();
                throw new StorageFailedException("All slots for readers are taken. slots=" + READERS, null);
            }
            return new ForwardingSnapshot(snapshot) {
                @Override
                public void close() {
                    snapshot.close();
                    lent.decrementAndGet();
                }
            };
        });
    }

    static Engine closingOlderSnapshotsToo(Engine right) {
        List<EngineSnapshot> opened = new ArrayList<>();
        return WrongRanges.withSnapshots(right, snapshot -> {
            opened.add(snapshot);
            return new ForwardingSnapshot(snapshot) {
                @Override
                public void close() {
                    opened.subList(0, opened.indexOf(snapshot) + 1).forEach(EngineSnapshot::close);
                }
            };
        });
    }

    /** Counts a snapshot as open until its last cursor is closed. */
    static Engine keepingCursorsOpen(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private int users = 1;

            @Override
            public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                users++;
                return new ForwardingCursor(snapshot.cursor(keyspace, from, to)) {
                    @Override
                    public void close() {
                        leave();
                    }
                };
            }

            @Override
            public void close() {
                leave();
            }

            private void leave() {
                if (--users == 0) {
                    snapshot.close();
                }
            }
        });
    }

    static Engine failingAtASecondClose(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("The snapshot is closed already");
                }
                closed = true;
                snapshot.close();
            }
        });
    }

    static Engine bindingSnapshotsToThreads(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private final Thread owner = Thread.currentThread();

            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                if (Thread.currentThread() != owner) {
                    throw new StorageFailedException("The snapshot belongs to another thread", null);
                }
                return snapshot.get(keyspace, key);
            }
        });
    }

    /** Shows its own state until it lapses, and the newest from then on. */
    private static class LapsingSnapshot extends ForwardingSnapshot {
        private final Engine engine;
        private final EngineSnapshot own;
        private final BooleanSupplier lapsed;
        private final List<EngineSnapshot> newer = new ArrayList<>();

        LapsingSnapshot(Engine engine, EngineSnapshot own, BooleanSupplier lapsed) {
            super(own);
            this.engine = engine;
            this.own = own;
            this.lapsed = lapsed;
        }

        @Override
        public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
            return state().get(keyspace, key);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
            return state().cursor(keyspace, from, to);
        }

        private EngineSnapshot state() {
            if (!lapsed.getAsBoolean()) {
                return own;
            }
            EngineSnapshot newest = engine.snapshot();
            newer.add(newest);
            return newest;
        }

        @Override
        public void close() {
            newer.forEach(EngineSnapshot::close);
            own.close();
        }
    }
}

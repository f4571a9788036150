package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Engines that read well and write something else than the steps of a batch. */
final class WrongWrites {
    private static final int MANY_STEPS = 1_000;
    private static final int MANY_BYTES = 32 << 20;
    private static final int SHORT_KEY_BYTES = 255;
    private static final int LENGTH_MASK = 0xffff;

    private WrongWrites() {}

    static Engine ignoringDeletes(Engine right) {
        return withSteps(right, steps -> steps.filter(step -> !(step instanceof Delete)));
    }

    static Engine deletingByPrefix(Engine right) {
        return withSteps(
                right,
                steps -> steps.map(step -> {
                    byte[] end = step instanceof Delete delete ? WrongRanges.afterPrefix(delete.key()) : null;
                    return end == null ? step : new DeleteRange(step.keyspace(), ((Delete) step).key(), end);
                }));
    }

    static Engine deletingLast(Engine right) {
        return withSteps(right, steps -> withLast(steps, Delete.class::isInstance));
    }

    static Engine deletingRangesLast(Engine right) {
        return withSteps(right, steps -> withLast(steps, DeleteRange.class::isInstance));
    }

    static Engine deletingRangesFirst(Engine right) {
        return withSteps(right, steps -> withLast(steps, step -> !(step instanceof DeleteRange)));
    }

    static Engine deletingOneRangeABatch(Engine right) {
        return withSteps(right, steps -> {
            Set<Class<?>> seen = new HashSet<>();
            return steps.filter(step -> !(step instanceof DeleteRange) || seen.add(DeleteRange.class));
        });
    }

    static Engine deletingTheEndOfARange(Engine right) {
        return withRanges(
                right, range -> new DeleteRange(range.keyspace(), range.from(), WrongRanges.after(range.to())));
    }

    static Engine deletingTheNeighbourOfARange(Engine right) {
        return withRanges(right, range -> {
            try (EngineSnapshot snapshot = right.snapshot();
                    Cursor below = snapshot.cursor(range.keyspace(), EngineContract.FIRST, range.from())) {
                return below.previous() ? new DeleteRange(range.keyspace(), below.key(), range.to()) : range;
            }
        });
    }

    static Engine failingWhereThereIsNothingToDelete(Engine right) {
        return withSteps(
                right,
                steps -> steps.peek(step -> {
                    if (step instanceof Delete delete && read(right, delete.keyspace(), delete.key()) == null) {
                        throw new StorageFailedException("The key is not there", null);
                    }
                }));
    }

    static Engine keepingTheFirstOfTwoPuts(Engine right) {
        return withSteps(right, steps -> {
            Map<Keyspace, Set<byte[]>> seen = new HashMap<>();
            return steps.filter(step -> !(step instanceof Put put)
                    || seen.computeIfAbsent(put.keyspace(), absent -> new TreeSet<>(Arrays::compareUnsigned))
                            .add(put.key()));
        });
    }

    /** A shorter value leaves the end of the longer one that was there. */
    static Engine layingAValueOverTheOldOne(Engine right) {
        return withPuts(right, put -> {
            byte[] old = read(right, put.keyspace(), put.key());
            if (old == null || old.length <= put.value().length) {
                return put;
            }
            System.arraycopy(put.value(), 0, old, 0, put.value().length);
            return new Put(put.keyspace(), put.key(), old);
        });
    }

    static Engine countingLengthsIn16Bits(Engine right) {
        return withPuts(
                right,
                put -> new Put(
                        put.keyspace(), put.key(), Arrays.copyOf(put.value(), put.value().length & LENGTH_MASK)));
    }

    static Engine cuttingLongKeys(Engine right) {
        Engine cutting = WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return snapshot.get(keyspace, cut(key));
            }
        });
        return withSteps(
                cutting,
                steps -> steps.map(
                        step -> step instanceof Put put ? new Put(put.keyspace(), cut(put.key()), put.value()) : step));
    }

    private static byte[] cut(byte[] key) {
        return key.length > SHORT_KEY_BYTES ? Arrays.copyOf(key, SHORT_KEY_BYTES) : key;
    }

    static Engine mixingKeyspaces(Engine right) {
        Engine mixing = WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return snapshot.get(EngineContract.RECORDS, key);
            }
        });
        return withPuts(mixing, put -> new Put(EngineContract.RECORDS, put.key(), put.value()));
    }

    /** Keeps a mark of a deleted key where cursors find it. */
    static Engine showingDeletedKeysToCursors(Engine right) {
        Map<Keyspace, Set<byte[]>> deleted = new HashMap<>();
        EngineContract.KEYSPACES.forEach(keyspace -> deleted.put(keyspace, new TreeSet<>(Arrays::compareUnsigned)));
        Engine marking = withSteps(
                right,
                steps -> steps.peek(step -> {
                    if (step instanceof Delete delete) {
                        deleted.get(delete.keyspace()).add(delete.key());
                    }
                }));
        return WrongRanges.withCursors(marking, (snapshot, keyspace, from, to) -> {
            var entries = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
            deleted.get(keyspace).forEach(key -> entries.put(key, Bytes.EMPTY));
            entries.putAll(WrongRanges.entries(snapshot, keyspace, null, null, Arrays::compareUnsigned));
            return new MapCursor(to == null ? entries.tailMap(from, true) : entries.subMap(from, true, to, false));
        });
    }

    static Engine writingHalfOfALongBatch(Engine right) {
        return withSteps(right, steps -> {
            List<Step> all = steps.toList();
            return all.stream().limit(all.size() > MANY_STEPS ? all.size() / 2 : all.size());
        });
    }

    static Engine writingHalfOfALargeBatch(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (batch.bytes() > MANY_BYTES) {
                    right.write(copy(batch.steps().subList(0, (batch.steps().size() + 1) / 2)), durability);
                    throw new WriteRefusedException("The batch is too large. bytes=" + batch.bytes(), null);
                }
                right.write(batch, durability);
            }
        };
    }

    static Engine writingStepByStep(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(withRequirements(new WriteBatch(), batch), durability);
                for (Step step : batch.steps()) {
                    right.write(copy(List.of(step)), durability);
                    LockSupport.parkNanos(100_000);
                }
            }
        };
    }

    static Engine refusingEmptyBatches(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (batch.isEmpty()) {
                    throw new WriteRefusedException("There is nothing to write", null);
                }
                right.write(batch, durability);
            }
        };
    }

    static Engine writingABatchOnce(Engine right) {
        Set<WriteBatch> written = Collections.newSetFromMap(new IdentityHashMap<>());
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (written.add(batch)) {
                    right.write(batch, durability);
                }
            }
        };
    }

    static Engine showingTheBatchLate(Engine right) {
        return new ForwardingEngine(right) {
            private WriteBatch late = new WriteBatch();

            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(late, durability);
                late = batch;
            }

            @Override
            public void close() {
                right.write(late, Durability.SYNC);
                right.close();
            }
        };
    }

    static Engine changingTheBatch(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                for (Step step : batch.steps()) {
                    if (step instanceof Put put) {
                        Arrays.fill(put.value(), (byte) 0);
                    }
                }
            }
        };
    }

    static Engine keepingTheArraysOfABatch(Engine right) {
        Map<String, byte[]> kept = new HashMap<>();
        Engine reading = WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return kept.getOrDefault(keyspace.name() + Bytes.hex(key), snapshot.get(keyspace, key));
            }
        });
        return withPuts(reading, put -> {
            kept.put(put.keyspace().name() + Bytes.hex(put.key()), put.value());
            return put;
        });
    }

    /** What Java's channels do to who writes through them. */
    static Engine stoppingAtAWriteThatIsInterrupted(Engine right) {
        return new InterruptedWrites(right) {
            @Override
            void writeInterrupted(WriteBatch batch, Durability durability) {
                throw new StorageFailedException("The channel was closed by an interrupt", null);
            }
        };
    }

    static Engine swallowingTheInterruptOfAWriter(Engine right) {
        return new InterruptedWrites(right) {
            @Override
            void writeInterrupted(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
            }
        };
    }

    /** Says that it bears interrupts. */
    private abstract static class InterruptedWrites extends ForwardingEngine {
        InterruptedWrites(Engine right) {
            super(right);
        }

        @Override
        public boolean bearsInterrupts() {
            return true;
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            if (Thread.interrupted()) {
                writeInterrupted(batch, durability);
            } else {
                super.write(batch, durability);
            }
        }

        /** Called with the interrupt taken off. */
        abstract void writeInterrupted(WriteBatch batch, Durability durability);
    }

    private static Stream<Step> withLast(Stream<Step> steps, Predicate<Step> last) {
        List<Step> all = steps.toList();
        return Stream.concat(all.stream().filter(last.negate()), all.stream().filter(last));
    }

    private static Engine withPuts(Engine right, UnaryOperator<Put> alteration) {
        return withSteps(right, steps -> steps.map(step -> step instanceof Put put ? alteration.apply(put) : step));
    }

    private static Engine withRanges(Engine right, UnaryOperator<DeleteRange> alteration) {
        return withSteps(
                right, steps -> steps.map(step -> step instanceof DeleteRange range ? alteration.apply(range) : step));
    }

    private static Engine withSteps(Engine right, UnaryOperator<Stream<Step>> alteration) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                WriteBatch altered =
                        copy(alteration.apply(batch.steps().stream()).toList());
                right.write(withRequirements(altered, batch), durability);
            }
        };
    }

    static byte @Nullable [] read(Engine engine, Keyspace keyspace, byte[] key) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return snapshot.get(keyspace, key);
        }
    }

    static WriteBatch withRequirements(WriteBatch steps, WriteBatch requirements) {
        requirements.requirements().forEach(each -> steps.require(each.keyspace(), each.key(), each.expected()));
        return steps;
    }

    static WriteBatch copy(List<Step> steps) {
        WriteBatch copy = new WriteBatch();
        for (Step step : steps) {
            if (step instanceof Put put) {
                copy.put(put.keyspace(), put.key(), put.value());
            } else if (step instanceof Delete delete) {
                copy.delete(delete.keyspace(), delete.key());
            } else if (step instanceof DeleteRange range) {
                copy.deleteRange(range.keyspace(), range.from(), range.to());
            }
        }
        return copy;
    }
}

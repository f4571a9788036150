package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.memory.InMemoryEngine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Engines that read well and write wrongly. */
final class WrongWrites {
    private WrongWrites() {}

    static Engine ignoringDeletes(Engine right) {
        return withSteps(right, steps -> steps.filter(step -> !(step instanceof Delete)));
    }

    static Engine deletingRangesLast(Engine right) {
        return withSteps(right, steps -> {
            List<Step> all = steps.toList();
            return Stream.concat(
                    all.stream().filter(step -> !(step instanceof DeleteRange)),
                    all.stream().filter(DeleteRange.class::isInstance));
        });
    }

    static Engine mixingKeyspaces(Engine right) {
        Engine mixing = WrongReads.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return snapshot.get(EngineContract.RECORDS, key);
            }
        });
        return withSteps(
                mixing,
                steps -> steps.map(step ->
                        step instanceof Put put ? new Put(EngineContract.RECORDS, put.key(), put.value()) : step));
    }

    static Engine ignoringRequirements(Engine right) {
        return withBatches(right, batch -> copy(batch.steps()));
    }

    static Engine writingHalfOfAConflict(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                try {
                    right.write(batch, durability);
                } catch (WriteConflictException e) {
                    right.write(copy(batch.steps().subList(0, batch.steps().size() / 2)), durability);
                    throw e;
                }
            }
        };
    }

    static Engine writingStepByStep(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                WriteBatch requirements = new WriteBatch();
                batch.requirements()
                        .forEach(each -> requirements.require(each.keyspace(), each.key(), each.expected()));
                right.write(requirements, durability);
                for (Step step : batch.steps()) {
                    right.write(copy(List.of(step)), durability);
                    LockSupport.parkNanos(100_000);
                }
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
        Engine reading = WrongReads.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return kept.getOrDefault(keyspace.name() + Bytes.hex(key), snapshot.get(keyspace, key));
            }
        });
        return new ForwardingEngine(reading) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                for (Step step : batch.steps()) {
                    if (step instanceof Put put) {
                        kept.put(put.keyspace().name() + Bytes.hex(put.key()), put.value());
                    }
                }
            }
        };
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

    private static Engine withSteps(Engine right, UnaryOperator<Stream<Step>> alteration) {
        return withBatches(right, batch -> {
            WriteBatch altered = copy(alteration.apply(batch.steps().stream()).toList());
            batch.requirements().forEach(each -> altered.require(each.keyspace(), each.key(), each.expected()));
            return altered;
        });
    }

    private static Engine withBatches(Engine right, UnaryOperator<WriteBatch> alteration) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(alteration.apply(batch), durability);
            }
        };
    }

    private static WriteBatch copy(List<Step> steps) {
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

package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Requirement;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteConflictException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Engines that check requirements wrongly, or do not cope with one that does not hold. */
final class WrongRequirements {
    private static final int COMPARED_BYTES = 16;
    private static final long UNDOING_NANOS = 500_000;

    private WrongRequirements() {}

    static Engine ignoringRequirements(Engine right) {
        return checking(right, batch -> true);
    }

    static Engine takingRequiredAbsenceForNoRequirement(Engine right) {
        return checking(
                right,
                batch -> batch.requirements().stream()
                        .allMatch(
                                each -> each.expected() == null || Arrays.equals(read(right, each), each.expected())));
    }

    static Engine comparingOnlyTheStart(Engine right) {
        return checking(
                right,
                batch -> batch.requirements().stream()
                        .allMatch(each -> Arrays.equals(start(read(right, each)), start(each.expected()))));
    }

    private static byte @Nullable [] start(byte @Nullable [] value) {
        return value == null ? null : Arrays.copyOf(value, COMPARED_BYTES);
    }

    static Engine checkingOneRequirementABatch(Engine right) {
        return checking(right, batch -> batch.requirements().stream().limit(1).allMatch(each -> holds(right, each)));
    }

    static Engine skippingBatchesWithoutSteps(Engine right) {
        return checking(
                right, batch -> batch.isEmpty() || batch.requirements().stream().allMatch(each -> holds(right, each)));
    }

    static Engine requiringInAnyKeyspace(Engine right) {
        return checking(
                right,
                batch -> batch.requirements().stream()
                        .allMatch(each -> EngineContract.KEYSPACES.stream()
                                .map(keyspace -> new Requirement(keyspace, each.key(), each.expected()))
                                .anyMatch(anywhere -> holds(right, anywhere))));
    }

    static Engine checkingRequirementsAfterwards(Engine right) {
        return checking(
                right,
                batch -> batch.requirements().stream()
                        .allMatch(each -> Arrays.equals(afterwards(right, batch, each), each.expected())));
    }

    private static byte @Nullable [] afterwards(Engine right, WriteBatch batch, Requirement requirement) {
        byte[] value = read(right, requirement);
        for (Step step : batch.steps()) {
            if (step instanceof Put put && Arrays.equals(put.key(), requirement.key())) {
                value = put.value();
            } else if (step instanceof Delete delete && Arrays.equals(delete.key(), requirement.key())) {
                value = null;
            }
        }
        return value;
    }

    static Engine writingHalfOfAConflict(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                try {
                    right.write(batch, durability);
                } catch (WriteConflictException e) {
                    List<Step> half = batch.steps().subList(0, batch.steps().size() / 2);
                    right.write(WrongWrites.copy(half), durability);
                    throw e;
                }
            }
        };
    }

    /** Writes the batch, finds that it must not, and puts the old values back. */
    static Engine takingAConflictBack(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (batch.requirements().stream().allMatch(each -> holds(right, each))) {
                    right.write(batch, durability);
                    return;
                }
                WriteBatch back = new WriteBatch();
                for (Step step : batch.steps()) {
                    if (step instanceof Put put) {
                        restore(back, right, put);
                    }
                }
                right.write(WrongWrites.copy(batch.steps()), durability);
                LockSupport.parkNanos(UNDOING_NANOS);
                right.write(back, durability);
                throw new WriteConflictException("A required value is not there");
            }
        };
    }

    private static void restore(WriteBatch back, Engine right, Put put) {
        byte[] old = WrongWrites.read(right, put.keyspace(), put.key());
        if (old == null) {
            back.delete(put.keyspace(), put.key());
        } else {
            back.put(put.keyspace(), put.key(), old);
        }
    }

    static Engine stoppingAfterAConflict(Engine right) {
        return new ForwardingEngine(right) {
            private boolean stopped;

            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (stopped) {
                    throw new StorageFailedException("The last write failed", null);
                }
                stopped = true;
                right.write(batch, durability);
                stopped = false;
            }
        };
    }

    private static Engine checking(Engine right, Predicate<WriteBatch> allowing) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                if (!allowing.test(batch)) {
                    throw new WriteConflictException("A required value is not there");
                }
                right.write(WrongWrites.copy(batch.steps()), durability);
            }
        };
    }

    private static boolean holds(Engine engine, Requirement requirement) {
        return Arrays.equals(read(engine, requirement), requirement.expected());
    }

    private static byte @Nullable [] read(Engine engine, Requirement requirement) {
        return WrongWrites.read(engine, requirement.keyspace(), requirement.key());
    }
}

package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.RetryableException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns tasks into batches: it prepares as many as fit into one, writes that, and tells each caller its own
 * outcome. A group that the engine refuses is tried again task by task. Belongs to the writer's thread.
 */
final class GroupCommit {
    /** Bytes in a group after which no further task joins it; half of what a batch may have. */
    private static final long GROUP_BYTES = Turn.MAX_BATCH_BYTES / 2;

    private final Engine engine;
    private final Counters counters;
    private final InstantSource clock;
    private final ChunkCodec codec;
    private final Leases leases;
    private final HeldBranches held;
    private final FailureLatch latch;
    private final Watermark watermark;

    GroupCommit(
            Engine engine,
            Counters counters,
            InstantSource clock,
            ChunkCodec codec,
            Leases leases,
            HeldBranches held,
            FailureLatch latch,
            Watermark watermark) {
        this.engine = engine;
        this.counters = counters;
        this.clock = clock;
        this.codec = codec;
        this.leases = leases;
        this.held = held;
        this.latch = latch;
        this.watermark = watermark;
    }

    /** Has tasks done in their order, and with them those that they free. */
    void run(Collection<Task<?>> tasks) {
        Deque<Task<?>> ready = new ArrayDeque<>(tasks);
        while (!ready.isEmpty()) {
            List<Task<?>> group = new ArrayList<>();
            EngineSnapshot snapshot = openSnapshot(ready);
            if (snapshot == null) {
                return;
            }
            Counters before = counters.copy();
            Turn turn = new Turn(snapshot, counters, clock, codec, leases);
            // The snapshot is closed before the write: an engine may have to wait for snapshots to grow.
            try (snapshot) {
                fill(group, turn, ready);
            } catch (RuntimeException | Error e) {
                failGroup(group, e);
                continue;
            }
            if (!group.isEmpty()) {
                write(turn, group, before);
            }
            held.giveBack(ready);
        }
    }

    private @Nullable EngineSnapshot openSnapshot(Deque<Task<?>> waiting) {
        StorageFailedException known = latch.failure();
        try {
            if (known == null) {
                return new ReusingSnapshot(engine.snapshot());
            }
        } catch (RuntimeException | Error e) {
            known = latch.fail(e);
        }
        StorageFailedException reason = known;
        waiting.forEach(task -> task.fail(FailureLatch.refusal(reason)));
        held.failAll(FailureLatch.refusal(reason));
        return null;
    }

    /** Prepares what is ready until the batch has enough. */
    private void fill(List<Task<?>> group, Turn turn, Deque<Task<?>> ready) {
        while (!ready.isEmpty() && turn.group().bytes() < GROUP_BYTES) {
            Task<?> task = ready.removeFirst();
            if (held.takeIfHeld(task)) {
                continue;
            }
            Outcome outcome = prepare(turn, task);
            if (outcome == Outcome.ACCEPTED) {
                group.add(task);
            } else if (outcome == Outcome.POSTPONED) {
                ready.addFirst(task);
                return;
            }
        }
    }

    private enum Outcome {
        ACCEPTED,
        POSTPONED,
        REFUSED
    }

    private Outcome prepare(Turn turn, Task<?> task) {
        try {
            return turn.run(task) ? Outcome.ACCEPTED : Outcome.POSTPONED;
        } catch (RuntimeException | Error e) {
            if (e instanceof StorageFailedException) {
                latch.fail(e);
            }
            task.fail(e);
            return Outcome.REFUSED;
        }
    }

    private void write(Turn turn, List<Task<?>> group, Counters before) {
        Durability durability = group.stream().anyMatch(task -> task.durability() == Durability.SYNC)
                ? Durability.SYNC
                : Durability.BUFFERED;
        try {
            WriteBatch batch = turn.group().toBatch();
            if (!batch.isEmpty()) {
                engine.write(batch, durability);
            } else if (durability == Durability.SYNC) {
                engine.sync();
            }
        } catch (RetryableException e) {
            counters.copyFrom(before);
            group.forEach(Task::refused);
            retry(group, e);
            return;
        } catch (RuntimeException | Error e) {
            failGroup(group, e);
            return;
        }
        if (durability == Durability.SYNC) {
            watermark.move(counters.newest());
        }
        publish(turn, group);
    }

    private void retry(List<Task<?>> group, StorageException refusal) {
        if (group.size() == 1) {
            group.get(0).fail(refusal);
        } else {
            group.forEach(task -> run(List.of(task)));
        }
    }

    private void publish(Turn turn, List<Task<?>> group) {
        try {
            turn.publishHeads();
            group.forEach(Task::publish);
        } catch (RuntimeException | Error e) {
            failGroup(group, e);
            return;
        }
        group.forEach(Task::complete);
    }

    private void failGroup(List<Task<?>> group, Throwable cause) {
        StorageFailedException reason = latch.fail(cause);
        group.forEach(task -> task.fail(FailureLatch.refusal(reason)));
    }
}

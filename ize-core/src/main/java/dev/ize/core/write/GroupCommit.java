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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns tasks into batches: it prepares as many as fit into one, writes that, and tells each caller its own
 * outcome. A group that the engine refuses is tried again task by task, each judged anew. Belongs to the writer's
 * thread.
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
            Group group = new Group();
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
            if (!group.accepted.isEmpty()) {
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
        } catch (RetryableException e) {
            waiting.forEach(task -> task.fail(e));
            return null;
        } catch (RuntimeException | Error e) {
            known = latch.fail(e);
        }
        StorageFailedException reason = known;
        waiting.forEach(task -> task.fail(FailureLatch.refusal(reason)));
        held.failAll(FailureLatch.refusal(reason));
        return null;
    }

    /** Prepares what is ready until the batch has enough. */
    private void fill(Group group, Turn turn, Deque<Task<?>> ready) {
        while (!ready.isEmpty() && turn.group().bytes() < GROUP_BYTES) {
            Task<?> task = ready.removeFirst();
            if (held.takeIfHeld(task)) {
                continue;
            }
            if (!prepare(group, turn, task)) {
                ready.addFirst(task);
                return;
            }
        }
    }

    /** Prepares a task as the next of a group; false: it is to be in a later one. */
    private boolean prepare(Group group, Turn turn, Task<?> task) {
        try {
            if (turn.run(task)) {
                group.accept(task);
                return true;
            }
            return false;
        } catch (StorageFailedException e) {
            // The engine must be asked nothing any more, neither for the tasks before nor for those behind.
            task.fail(e);
            throw e;
        } catch (RuntimeException | Error e) {
            group.reject(task, e);
        }
        return true;
    }

    /**
     * Tasks that are judged one after the other, each by what those before it would leave: so the outcome of those
     * that are rejected too is known only when the others are written.
     */
    private static final class Group {
        private final List<Task<?>> all = new ArrayList<>();
        private final List<Task<?>> accepted = new ArrayList<>();
        private final Map<Task<?>, Throwable> rejected = new LinkedHashMap<>();

        void accept(Task<?> task) {
            all.add(task);
            accepted.add(task);
        }

        void reject(Task<?> task, Throwable reason) {
            if (accepted.isEmpty()) {
                task.fail(reason);
            } else {
                all.add(task);
                rejected.put(task, reason);
            }
        }
    }

    private void write(Turn turn, Group group, Counters before) {
        Durability durability = group.accepted.stream().anyMatch(task -> task.durability() == Durability.SYNC)
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
            group.accepted.forEach(Task::refused);
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

    /** What was judged by a state that has not come about is judged again, in the same order. */
    private void retry(Group group, StorageException refusal) {
        List<Task<?>> again = group.all;
        if (group.accepted.size() == 1) {
            group.accepted.get(0).fail(refusal);
            again = List.copyOf(group.rejected.keySet());
        }
        again.forEach(task -> run(List.of(task)));
    }

    private void publish(Turn turn, Group group) {
        try {
            turn.publishHeads();
            group.accepted.forEach(Task::publish);
        } catch (RuntimeException | Error e) {
            failGroup(group, e);
            return;
        }
        group.accepted.forEach(Task::complete);
        group.rejected.forEach(Task::fail);
    }

    private void failGroup(Group group, Throwable cause) {
        StorageFailedException reason = latch.fail(cause);
        group.all.forEach(task -> task.fail(FailureLatch.refusal(reason)));
    }
}

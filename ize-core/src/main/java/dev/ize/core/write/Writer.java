package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.RetryableException;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: it takes what waits, prepares as much of it as fits into one batch, writes the
 * batch, and tells each caller its own outcome.
 *
 * <p>It is a platform thread of its own, so that no interrupt and no virtual thread of a caller reaches an
 * engine's write. A group that the engine refuses is tried again task by task. After a failure with an unknown
 * outcome it refuses everything until the store is opened again.
 */
public final class Writer {
    /** Bytes in a group after which no further task joins it; half of what a batch may have. */
    private static final long GROUP_BYTES = Turn.MAX_BATCH_BYTES / 2;

    private final Engine engine;
    private final Counters counters;
    private final InstantSource clock;
    private final ChunkCodec codec;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Task<?>> queue = new ArrayDeque<>();
    private final Deque<Unwinding> background = new ArrayDeque<>();
    private boolean stopped;
    private volatile @Nullable StorageFailedException failure;

    // What follows belongs to the writer's thread.
    private final Deque<Task<?>> freed = new ArrayDeque<>();
    private final Set<BranchState> held = new HashSet<>();
    private final Map<BranchState, Unwinding> paused = new HashMap<>();
    private boolean closing;

    public Writer(Engine engine, Counters counters, InstantSource clock, ChunkCodec codec, String storeName) {
        this.engine = engine;
        this.counters = counters;
        this.clock = clock;
        this.codec = codec;
        this.thread = new Thread(this::work, "ize-writer " + storeName);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Has a task done and waits for it. */
    public <R> R submit(Task<R> task) {
        lock.lock();
        try {
            if (stopped) {
                throw new StorageClosedException("The storage is closed.");
            }
            queue.addLast(task);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return task.await();
    }

    /** Has records removed between the turns of tasks. */
    void addBackground(Unwinding unwinding) {
        lock.lock();
        try {
            background.addLast(unwinding);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The failure after which nothing works until the store is opened again, if there was one. */
    public @Nullable StorageFailedException failure() {
        return failure;
    }

    /** From now on nothing waits for a stage: what does, fails as closed. */
    public void beginClose() {
        try {
            submit(new CloseTask());
        } catch (StorageFailedException e) {
            // The failure has ended every wait already, and must not keep the store from being closed.
            return;
        }
    }

    /** Ends the thread. Nothing may be submitted any more. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            List<Task<?>> tasks = new ArrayList<>();
            Unwinding unwinding;
            lock.lock();
            try {
                while (queue.isEmpty() && !stopped && (background.isEmpty() || closing || failure != null)) {
                    changed.awaitUninterruptibly();
                }
                if (queue.isEmpty() && stopped) {
                    return;
                }
                tasks.addAll(queue);
                queue.clear();
                unwinding = closing || failure != null ? null : background.pollFirst();
            } finally {
                lock.unlock();
            }
            runAll(tasks);
            if (unwinding != null) {
                runStep(unwinding);
            }
        }
    }

    private void runAll(List<Task<?>> tasks) {
        Deque<Task<?>> ready = new ArrayDeque<>(tasks);
        while (!ready.isEmpty()) {
            List<Task<?>> group = new ArrayList<>();
            EngineSnapshot snapshot = openSnapshot(ready);
            if (snapshot == null) {
                return;
            }
            Counters before = counters.copy();
            Turn turn = new Turn(snapshot, counters, clock, codec);
            // The snapshot is closed before the write: an engine may have to wait for snapshots to grow.
            try (snapshot) {
                fill(group, turn, ready);
            } catch (RuntimeException | Error e) {
                StorageFailedException reason = fail(e);
                group.forEach(task -> task.fail(refusal(reason)));
                continue;
            }
            if (!group.isEmpty()) {
                write(turn, group, before);
            }
            takeBack(ready);
        }
    }

    /** Prepares what is ready until the batch has enough. */
    private void fill(List<Task<?>> group, Turn turn, Deque<Task<?>> ready) {
        while (!ready.isEmpty() && turn.group().bytes() < GROUP_BYTES) {
            Task<?> task = ready.removeFirst();
            if (mustWait(task)) {
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

    private @Nullable EngineSnapshot openSnapshot(Deque<Task<?>> waiting) {
        StorageFailedException known = failure;
        try {
            if (known == null) {
                return new ReusingSnapshot(engine.snapshot());
            }
        } catch (RuntimeException | Error e) {
            known = fail(e);
        }
        StorageFailedException reason = known;
        waiting.forEach(task -> task.fail(refusal(reason)));
        failWaiting(refusal(reason));
        return null;
    }

    private void failWaiting(StorageException reason) {
        freed.forEach(task -> task.fail(reason));
        freed.clear();
        for (BranchState branch : held) {
            branch.waiting().forEach(task -> task.fail(reason));
            branch.waiting().clear();
        }
    }

    private boolean mustWait(Task<?> task) {
        BranchState branch = task.branch();
        if (branch == null || !branch.isHeldAgainst(task.owner())) {
            return false;
        }
        if (closing) {
            task.fail(new StorageClosedException("The storage is closed."));
        } else {
            branch.waiting().addLast(task);
            Unwinding unwinding = paused.remove(branch);
            if (unwinding != null) {
                addBackground(unwinding);
            }
        }
        return true;
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
                fail(e);
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
            StorageFailedException reason = fail(e);
            group.forEach(task -> task.fail(refusal(reason)));
            return;
        }
        publish(turn, group);
    }

    private void publish(Turn turn, List<Task<?>> group) {
        try {
            turn.publishHeads();
            group.forEach(Task::publish);
        } catch (RuntimeException | Error e) {
            StorageFailedException reason = fail(e);
            group.forEach(task -> task.fail(refusal(reason)));
            return;
        }
        group.forEach(Task::complete);
    }

    private void retry(List<Task<?>> group, StorageException refusal) {
        if (group.size() == 1) {
            group.get(0).fail(refusal);
        } else {
            group.forEach(task -> runAll(List.of(task)));
        }
    }

    /** Puts tasks that a released branch has freed before those that have not had their turn. */
    private void takeBack(Deque<Task<?>> ready) {
        while (!freed.isEmpty()) {
            ready.addFirst(freed.removeLast());
        }
    }

    /** Called on the writer's thread: lets a branch go on with what waited for it. */
    void release(BranchState branch) {
        freed.addAll(branch.release());
    }

    private void runStep(Unwinding unwinding) {
        if (failure != null) {
            return;
        }
        Counters before = counters.copy();
        try {
            Overlay overlay;
            boolean finished;
            try (EngineSnapshot snapshot = new ReusingSnapshot(engine.snapshot())) {
                overlay = new Overlay(snapshot);
                finished = unwinding.step(overlay, counters);
            }
            WriteBatch batch = overlay.toBatch();
            if (!batch.isEmpty()) {
                engine.write(batch, Durability.BUFFERED);
            }
            if (finished) {
                unwinding.finished();
            } else {
                addBackground(unwinding);
            }
        } catch (RetryableException e) {
            counters.copyFrom(before);
            pause(unwinding, e);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        Deque<Task<?>> ready = new ArrayDeque<>();
        takeBack(ready);
        if (!ready.isEmpty()) {
            runAll(new ArrayList<>(ready));
        }
    }

    /** Nothing that anyone reads depends on the rest: it is tried when the branch is next wanted, or at open. */
    private void pause(Unwinding unwinding, RetryableException reason) {
        paused.put(unwinding.branch(), unwinding);
        unwinding.branch().waiting().forEach(task -> task.fail(reason));
        unwinding.branch().waiting().clear();
    }

    private StorageFailedException fail(Throwable cause) {
        StorageFailedException known = failure;
        if (known != null) {
            return known;
        }
        StorageFailedException first = cause instanceof StorageFailedException own
                ? own
                : new StorageFailedException(
                        "A write failed and its outcome is unknown; close the storage and open it again.", cause);
        failure = first;
        failWaiting(refusal(first));
        return first;
    }

    /** Each caller gets an exception of its own, since each adds to its stack. */
    private static StorageFailedException refusal(StorageFailedException reason) {
        return new StorageFailedException(String.valueOf(reason.getMessage()), reason);
    }

    /** Called on the writer's thread when something begins to hold a branch. */
    void hold(BranchState branch, Object owner) {
        branch.hold(owner);
        held.add(branch);
    }

    /** Fails what waits for a stage. */
    private final class CloseTask extends Task<Boolean> {
        CloseTask() {
            super(Durability.BUFFERED, null);
        }

        @Override
        protected Boolean prepare(Turn turn) {
            closing = true;
            failWaiting(new StorageClosedException("The storage is closed."));
            return true;
        }
    }
}

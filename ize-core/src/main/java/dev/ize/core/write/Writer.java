package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.engine.VirtualThreads;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import dev.ize.spi.RetryableException;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageFailedException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has everything written, by one thread at a time: takes what waits and has it committed in groups, and between them
 * removes records step by step.
 *
 * <p>What waits is written by a platform thread of its own, so that no interrupt and no virtual thread of a caller
 * reaches an engine's write. Where the engine bears interrupts, a caller that finds nothing at work and nothing waiting
 * writes by itself: handing a task over and its outcome back was seen to be a fifth of a durable change.
 *
 * <p>After a failure with an unknown outcome it refuses everything until the store is opened again.
 *
 * <p><i>Threads:</i> any, but for the methods that say that they are the writer's; one starts and one stops it.
 * <i>Life cycle:</i> {@link #start()}, {@link #beginClose()} when no new calls come, {@link #stop()} when the last has
 * left; it is started once, or never.
 */
public final class Writer {
    private final Engine engine;
    private final Counters counters;
    private final HeldBranches held = new HeldBranches(this::addBackground);
    private final FailureLatch latch = new FailureLatch(held::failAll);
    private final GroupCommit groups;
    private final Watermark watermark;
    private final Thread thread;
    private final boolean callersWrite;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Task<?>> queue = new ArrayDeque<>();
    private final Deque<Unwinding> background = new ArrayDeque<>();
    private boolean removing;
    private final Deque<Alone<?>> alone = new ArrayDeque<>();
    /** The thread that is the writer's now. */
    private @Nullable Thread atWork;

    private boolean started;
    private boolean stopped;

    /**
     * Prepares a writer; the engine, the codec and the watermark stay the caller's to close, after {@link #stop()}.
     *
     * @param counters where the numbers go on
     * @param clock read on the writer's thread
     * @param leases learns what content changes use
     * @param watermark moved to what becomes durable
     * @param storeName names the thread
     */
    public Writer(
            Engine engine,
            Counters counters,
            InstantSource clock,
            ChunkCodec codec,
            Leases leases,
            Watermark watermark,
            String storeName) {
        this.engine = engine;
        this.counters = counters;
        this.watermark = watermark;
        this.groups = new GroupCommit(engine, counters, clock, codec, leases, held, latch, watermark);
        this.callersWrite = engine.bearsInterrupts();
        this.thread = new Thread(this::work, "ize-writer " + storeName);
        thread.setDaemon(true);
    }

    /** Begins to write; a writer of a store that is only read is never started. */
    public void start() {
        lock.lock();
        try {
            started = true;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /**
     * Has a task done, after those that came before, and waits for it; throws what the task does.
     *
     * @throws IllegalStateException on the writer's thread, as for {@link #runAlone}
     */
    public <R> R submit(Task<R> task) {
        if (callersWrite && !VirtualThreads.isCurrent() && StackRoom.isEnough() && takeOver()) {
            try {
                groups.run(List.of(task));
            } finally {
                handBack();
            }
        } else {
            begin(task);
        }
        return task.await();
    }

    /** Makes this thread the writer's, if nothing is at work and nothing waits. */
    private boolean takeOver() {
        lock.lock();
        try {
            if (atWork != null || !isIdle()) {
                return false;
            }
            atWork = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void handBack() {
        lock.lock();
        try {
            atWork = null;
            // Who waits for removals must learn too that a failure or closing has ended them.
            if (!isIdle() || !background.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        return started
                && !stopped
                && queue.isEmpty()
                && alone.isEmpty()
                && (background.isEmpty() || isBackgroundOver());
    }

    private void requireOther() {
        if (Thread.currentThread() == atWork) {
            throw new IllegalStateException("The thread that writes cannot wait for itself: a clock, or the progress of"
                    + " a compaction, must not ask for a write");
        }
    }

    /** Has a task done, after those that came before; the caller awaits it. */
    void begin(Task<?> task) {
        enqueue(queue, task);
    }

    /**
     * Runs work between two groups, with no engine snapshot of the writer open, and waits for it. What it throws is
     * thrown here; what is no refusal stops the storage.
     */
    public <R> R runAlone(Supplier<R> work) {
        Alone<R> task = new Alone<>(work);
        enqueue(alone, task);
        return task.await();
    }

    private <T> void enqueue(Deque<? super T> to, T task) {
        lock.lock();
        try {
            requireOther();
            if (!started) {
                throw new UnsupportedOperationException("The store was opened to read only");
            }
            if (stopped) {
                throw new StorageClosedException("The storage is closed.");
            }
            to.addLast(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has records removed between the turns of tasks. */
    void addBackground(Unwinding unwinding) {
        lock.lock();
        try {
            background.addLast(unwinding);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the storage after a read that failed in the engine; gives what to tell the reader. */
    public StorageFailedException stopAfterRead(Throwable cause) {
        StorageFailedException first = latch.note(cause);
        lock.lock();
        try {
            if (started && !stopped) {
                // It finds the failure and ends what waits for a branch.
                queue.addLast(new WakeTask());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return FailureLatch.refusal(first);
    }

    /** The failure after which nothing works until the store is opened again, if there was one. */
    public @Nullable StorageFailedException failure() {
        return latch.failure();
    }

    /** From now on nothing waits for a stage: what does, fails as closed. */
    public void beginClose() {
        if (!started) {
            return;
        }
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
            changed.signalAll();
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
            List<Alone<?>> aloneTasks = new ArrayList<>();
            Unwinding unwinding;
            lock.lock();
            try {
                while (atWork != null || isIdle()) {
                    changed.awaitUninterruptibly();
                }
                if (queue.isEmpty() && alone.isEmpty() && stopped) {
                    return;
                }
                tasks.addAll(queue);
                queue.clear();
                aloneTasks.addAll(alone);
                alone.clear();
                unwinding = isBackgroundOver() ? null : background.pollFirst();
                removing = unwinding != null;
                atWork = thread;
            } finally {
                lock.unlock();
            }
            groups.run(tasks);
            aloneTasks.forEach(task -> task.run(latch));
            if (unwinding != null) {
                runStep(unwinding);
            }
            endRound();
        }
    }

    private void endRound() {
        lock.lock();
        try {
            removing = false;
            atWork = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the records of deleted branches and ended stages are removed, or until that is paused by a refusal,
     * a failure or closing.
     */
    public void awaitRemovals() {
        lock.lock();
        try {
            while ((removing || !background.isEmpty()) && !stopped && !isBackgroundOver()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isBackgroundOver() {
        return held.isClosing() || latch.failure() != null;
    }

    private void runStep(Unwinding unwinding) {
        if (latch.failure() != null) {
            return;
        }
        try {
            settle(unwinding);
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
        } catch (RetryableException | CorruptStoreException e) {
            held.pause(unwinding, e);
        } catch (RuntimeException | Error e) {
            latch.fail(e);
        }
        Deque<Task<?>> freed = new ArrayDeque<>();
        held.giveBack(freed);
        groups.run(freed);
    }

    /** Leaves no watermark at a record that is about to go; waits for that. */
    public void leaveOldWatermarks() {
        runAlone(() -> {
            settleWatermark();
            return true;
        });
    }

    private void settleWatermark() {
        engine.sync();
        watermark.move(counters.newest());
        watermark.settle();
    }

    /** Leaves no watermark, also not one that a power cut would bring back, at a record that is about to go. */
    private void settle(Unwinding unwinding) {
        if (unwinding.isSettled()) {
            return;
        }
        settleWatermark();
        unwinding.markSettled();
    }

    /** Called on the writer's thread when something begins to hold a branch. */
    void hold(BranchState branch, Object owner) {
        held.hold(branch, owner);
    }

    /** Called on the writer's thread: lets a branch go on with what waited for it. */
    void release(BranchState branch) {
        held.release(branch);
    }

    /** Does nothing. */
    private static final class WakeTask extends Task<Boolean> {
        WakeTask() {
            super(Durability.BUFFERED, null);
        }

        @Override
        protected Boolean prepare(Turn turn) {
            return true;
        }
    }

    /** Fails what waits for a stage. */
    private final class CloseTask extends Task<Boolean> {
        CloseTask() {
            super(Durability.BUFFERED, null);
        }

        @Override
        protected Boolean prepare(Turn turn) {
            held.close();
            return true;
        }
    }
}

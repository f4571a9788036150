package dev.ize.backend.lmdb;

import dev.ize.spi.TooManyReadersException;
import dev.ize.spi.WriteRefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The readers of an environment, and the gate between them and the growth of the map, which must not move
 * under a live one.
 *
 * <p>Everything native here is short and happens under the lock, so that what is known of a reader is true.
 * An interrupt ends no waiting; the thread is interrupted again afterwards.
 */
final class ReaderPool implements AutoCloseable {
    /** More than these rest only after a crowd, and are freed. */
    private static final int MAX_RESTING = 64;

    /** How long a crowd may take to shrink before a snapshot that finds no place is refused. */
    private static final long CROWD_TIMEOUT_MILLIS = 10_000;

    private final Supplier<Reader> opening;
    private final Health health;
    private final int maxReaders;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Reader> resting = new ArrayDeque<>();
    private final Set<Reader> lent = new HashSet<>();
    private int copies;
    private boolean growing;
    private boolean closed;

    ReaderPool(Supplier<Reader> opening, Health health, int maxReaders) {
        this.opening = opening;
        this.health = health;
        this.maxReaders = maxReaders;
    }

    /**
     * A live reader of the newest state, to be given back. Waits while the map grows.
     *
     * @throws TooManyReadersException if as many readers as may be stayed in use for ten seconds
     */
    Reader lend() {
        lock.lock();
        try {
            await(() -> !growing, Long.MAX_VALUE);
            awaitPlace();
            health.check();
            Reader reader = liveReader();
            lent.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a reader rest. Does nothing after {@link #close()}, which has closed it. */
    void takeBack(Reader reader) {
        lock.lock();
        try {
            if (closed || !lent.remove(reader)) {
                return;
            }
            changed.signalAll();
            if (resting.size() < MAX_RESTING) {
                reader.reset();
                resting.push(reader);
            } else {
                reader.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a place for a reader of LMDB's own, which a copy of the environment has, while an action runs: the map
     * does not grow meanwhile.
     *
     * @throws TooManyReadersException if as many readers as may be stayed in use for ten seconds
     */
    void besideReaders(Runnable action) {
        beginCopy();
        try {
            action.run();
        } finally {
            endCopy();
        }
    }

    private void beginCopy() {
        lock.lock();
        try {
            awaitPlace();
            if (lent.size() + resting.size() + copies >= maxReaders) {
                resting.pop().close();
            }
            copies++;
        } finally {
            lock.unlock();
        }
    }

    private void endCopy() {
        lock.lock();
        try {
            copies--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no reader is live, runs an action that needs that, and lets no reader in meanwhile.
     *
     * @param refusal what to say if it cannot run
     * @throws WriteRefusedException if readers were still live after the timeout; the action did not run
     */
    void withoutReaders(long timeoutMillis, String refusal, Runnable action) {
        lock.lock();
        try {
            growing = true;
            if (!await(() -> lent.isEmpty() && copies == 0, timeoutMillis)) {
                throw new WriteRefusedException(
                        refusal + ". snapshots=" + lent.size() + " waitedMillis=" + timeoutMillis + " copies=" + copies,
                        null);
            }
            closeResting();
            action.run();
        } finally {
            growing = false;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Closes all readers, those in use too. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            lent.forEach(Reader::close);
            lent.clear();
            closeResting();
        } finally {
            lock.unlock();
        }
    }

    private void awaitPlace() {
        await(() -> !growing, Long.MAX_VALUE);
        if (!await(() -> !growing && lent.size() + copies < maxReaders, CROWD_TIMEOUT_MILLIS)) {
            throw new TooManyReadersException(
                    "Too many snapshots are open: try again, or allow more with the option maxReaders. maxReaders="
                            + maxReaders,
                    null);
        }
        checkOpen();
    }

    private Reader liveReader() {
        try {
            Reader rested = resting.poll();
            if (rested == null) {
                return opening.get();
            }
            rested.renew();
            return rested;
        } catch (RuntimeException e) {
            throw health.note(LmdbErrors.reading(e));
        }
    }

    private void closeResting() {
        resting.forEach(Reader::close);
        resting.clear();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The engine is closed");
        }
    }

    private boolean await(BooleanSupplier condition, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    long unused = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

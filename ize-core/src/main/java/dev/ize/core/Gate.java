package dev.ize.core;

import dev.ize.spi.StorageClosedException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls and the end of an engine apart: a call enters and leaves; once the gate is closed none enters, and
 * who closes it waits until the last has left. An engine that is called after its end may take the JVM down.
 */
final class Gate {
    private static final long CLOSED = Long.MIN_VALUE;

    /** Number of calls inside, plus {@link #CLOSED} once closed. */
    private final AtomicLong state = new AtomicLong();

    private volatile @Nullable Thread closer;

    void enter() {
        if (state.getAndIncrement() < 0) {
            exit();
            throw new StorageClosedException("The storage is closed.");
        }
    }

    void exit() {
        if (state.decrementAndGet() == CLOSED) {
            LockSupport.unpark(closer);
        }
    }

    /** Lets no further call in; false if it was closed before. */
    boolean close() {
        long before;
        do {
            before = state.get();
            if (before < 0) {
                return false;
            }
        } while (!state.compareAndSet(before, before + CLOSED));
        return true;
    }

    /** Waits until the last call has left; an interrupt is kept for later. */
    void awaitEmpty() {
        closer = Thread.currentThread();
        boolean interrupted = false;
        while (state.get() != CLOSED) {
            LockSupport.parkNanos(this, 1_000_000);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.ize.tck.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Threads of one test, which all end before the test does: the first failure in one of them is the test's.
 *
 * <p>{@link #close()} waits for all of them, for as long as it takes and whatever interrupts, since an engine must not
 * be closed under a thread that reads; it throws nothing, so that a test calls {@link #join()} first.
 *
 * <p><i>Threads:</i> the test's own, but for {@link #areWell()}, which any may call.
 */
public final class Threads implements AutoCloseable {
    /** What a thread does; it may throw anything. */
    public interface Task {
        /** Runs once; what it throws is a failure of the test. */
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Starts a platform thread, which keeps no JVM from ending. */
    public Thread start(String name, Task task) {
        Thread thread = new Thread(() -> runNotingFailure(task), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Starts a virtual thread. */
    public void startVirtual(Method startVirtualThread, Task task) throws ReflectiveOperationException {
        Runnable runnable = () -> runNotingFailure(task);
        threads.add((Thread) startVirtualThread.invoke(null, runnable));
    }

    /** {@code Thread.startVirtualThread}, where the JVM has it. */
    public static Optional<Method> virtualThreadStarter() {
        try {
            return Optional.of(Thread.class.getMethod("startVirtualThread", Runnable.class));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** Whether no thread has failed so far. */
    public boolean areWell() {
        return failures.isEmpty();
    }

    /**
     * Waits for all threads, for as long as it takes.
     *
     * @throws AssertionError if one of them has failed, with the first failure
     * @throws InterruptedException if the test's thread is interrupted
     */
    public void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable failure = failures.peek();
        if (failure != null) {
            throw new AssertionError("A thread of the test failed: " + failure, failure);
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runNotingFailure(Task task) {
        try {
            task.run();
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }
}

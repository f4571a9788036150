package dev.ize.cli.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads that do what one thread will need soon: list directories, read files, make files. That thread does by itself what
 * none of them has begun, so that it never waits for a queue.
 *
 * <p>For one thread. <i>Life cycle:</i> threads start with the first task; the close drops what is not begun and waits for
 * what is.
 */
final class AheadThreads implements AutoCloseable {
    /** More wait for the one thread that takes what they did. */
    static final int COUNT = Math.min(4, Runtime.getRuntime().availableProcessors());

    /** As many results wait at most, so that memory stays bounded in deep trees; an estimate. */
    private static final int MAX_TASKS = 16 * COUNT;

    private final ExecutorService pool = Executors.newFixedThreadPool(COUNT, work -> {
        Thread thread = new Thread(work, "ize-ahead");
        thread.setDaemon(true);
        return thread;
    });
    private int tasks;

    /** Whether another task may begin before one is taken. */
    boolean hasRoom() {
        return tasks < MAX_TASKS;
    }

    /** Has something done; each task is then taken or dropped. */
    <T> Task<T> begin(Callable<T> work) {
        Task<T> task = new Task<>(work);
        tasks++;
        pool.execute(task);
        return task;
    }

    /** What came of a task; its failure comes out of here. An interrupt does not end the wait, which is one for a disk. */
    <T> T take(Task<T> task) throws IOException {
        end(task);
        task.run();
        try {
            return task.await();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Gives a task up: when this returns, it does nothing any more. Gives what came of it, if anything did. */
    <T> Optional<T> drop(Task<T> task) {
        end(task);
        if (task.begin()) {
            return Optional.empty();
        }
        try {
            return Optional.of(task.await());
        } catch (ExecutionException e) {
            // Nobody asked for what failed.
            return Optional.empty();
        }
    }

    private void end(Task<?> task) {
        if (!task.isEnded) {
            task.isEnded = true;
            tasks--;
        }
    }

    /** Something to do. */
    static final class Task<T> extends FutureTask<T> {
        private final AtomicBoolean isBegun = new AtomicBoolean();
        private boolean isEnded;

        Task(Callable<T> work) {
            super(work);
        }

        /** Whether nobody had begun it. */
        private boolean begin() {
            return isBegun.compareAndSet(false, true);
        }

        @Override
        public void run() {
            if (begin()) {
                super.run();
            }
        }

        private T await() throws ExecutionException {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.ize.cli.tree;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Threads that read of local directories what one thread will take soon. That thread does by itself what none of them has
 * begun, so that it never waits for a queue.
 *
 * <p>For one thread. <i>Life cycle:</i> threads start with the first task; the close drops what is not begun and waits for
 * what is.
 */
final class ReadThreads implements AutoCloseable {
    /** More wait for the one thread that takes what they read. */
    static final int COUNT = Math.min(4, Runtime.getRuntime().availableProcessors());

    /** As many results wait at most, so that memory stays bounded in deep trees; an estimate. */
    private static final int MAX_TASKS = 16 * COUNT;

    private final ExecutorService pool = Executors.newFixedThreadPool(COUNT, work -> {
        Thread thread = new Thread(work, "ize-read");
        thread.setDaemon(true);
        return thread;
    });
    private int tasks;

    /** Whether another task may begin before one is taken. */
    boolean hasRoom() {
        return tasks < MAX_TASKS;
    }

    /** Has something read; each task is then taken or dropped. */
    <T> FutureTask<T> begin(Callable<T> reading) {
        FutureTask<T> task = new FutureTask<>(reading);
        tasks++;
        pool.execute(task);
        return task;
    }

    /** What a task read; its failure comes out of here. An interrupt does not end the wait, which is one for a disk. */
    <T> T take(FutureTask<T> task) throws IOException {
        tasks--;
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
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
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a task up. */
    void drop(FutureTask<?> task) {
        tasks--;
        task.cancel(false);
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

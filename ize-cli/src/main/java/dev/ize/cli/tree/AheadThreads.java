package dev.ize.cli.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads that do what one thread will need soon: list directories, walk through a store, read files, make files. That
 * thread does by itself what none of them has begun, so that it never waits for a queue.
 *
 * <p>For one thread. <i>Life cycle:</i> threads start with the first task; the close drops what is not begun and waits for
 * what is.
 */
final class AheadThreads implements AutoCloseable {
    /** More wait for the one thread that takes what they did. */
    static final int COUNT = Math.min(4, Runtime.getRuntime().availableProcessors());

    /** A batch of a walk through a store is a millisecond's work for an engine, where a hand-over takes some ten microseconds. */
    private static final int BATCH = 256;

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

    /**
     * The same items in the same order, of which the next {@value #BATCH} are asked for ahead; a failure comes after the items
     * before it. The source is the threads' until the close; one of them uses it at a time.
     */
    <T> Iterator<T> ahead(Iterator<T> items) {
        return new Batches<>(items);
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

    /**
     * The next items of an iterator.
     *
     * @param failure what the iterator threw after them
     */
    private record Batch<T>(List<T> items, Optional<RuntimeException> failure) {
        static <T> Batch<T> of(Iterator<T> source) {
            List<T> items = new ArrayList<>(BATCH);
            try {
                while (items.size() < BATCH && source.hasNext()) {
                    items.add(source.next());
                }
                return new Batch<>(items, Optional.empty());
            } catch (RuntimeException e) {
                return new Batch<>(items, Optional.of(e));
            }
        }

        boolean isLast() {
            return items.size() < BATCH;
        }
    }

    /** An iterator's items, of which one batch is always under way. */
    private final class Batches<T> implements Iterator<T> {
        private final Iterator<T> source;
        private Optional<Task<Batch<T>>> following;
        private Batch<T> batch = new Batch<>(List.of(), Optional.empty());
        private int taken;

        Batches(Iterator<T> source) {
            this.source = source;
            this.following = Optional.of(begin(() -> Batch.of(source)));
        }

        @Override
        public boolean hasNext() {
            if (taken == batch.items().size() && following.isPresent()) {
                batch = await(following.get());
                taken = 0;
                following = batch.isLast() ? Optional.empty() : Optional.of(begin(() -> Batch.of(source)));
            }
            if (taken == batch.items().size() && batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            return taken < batch.items().size();
        }

        private Batch<T> await(Task<Batch<T>> task) {
            try {
                return take(task);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return batch.items().get(taken++);
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

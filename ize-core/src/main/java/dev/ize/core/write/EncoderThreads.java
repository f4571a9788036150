package dev.ize.core.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The threads that encode content for changes of many files: as many as processors, and none while there is nothing to
 * do for them. For any thread; after the close, work is done by who asks for it.
 */
public final class EncoderThreads implements AutoCloseable {
    /** More would wait for the one writer: it keeps up with about four. */
    private static final int MAX_THREADS = 4;

    private static final int IDLE_SECONDS = 1;

    private final int count = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    private final ThreadPoolExecutor pool;

    /** @param storeName names the threads */
    public EncoderThreads(String storeName) {
        pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "ize-encoder " + storeName);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler((work, closed) -> work.run());
    }

    /** One thread's part of some work: it takes pieces until there are no more. */
    interface Part extends AutoCloseable, IntConsumer {
        @Override
        void close();
    }

    /**
     * Has pieces of work done on several threads.
     *
     * @param pieces how many there are; each part takes numbers below it
     * @param threads how many threads there is work for
     * @param parts makes the part of one thread, on that
     * @return done when all are, or when one has failed and no thread is at work any more
     */
    CompletableFuture<Void> begin(int pieces, int threads, Supplier<? extends Part> parts) {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, count); i++) {
            all.add(CompletableFuture.runAsync(() -> work(pieces, next, parts), pool));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** The same, with this thread as one of them; throws what a part does. */
    void run(int pieces, int threads, Supplier<? extends Part> parts) {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            others.add(CompletableFuture.runAsync(() -> work(pieces, next, parts), pool));
        }
        try {
            work(pieces, next, parts);
        } finally {
            await(CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)));
        }
    }

    /** Waits, whatever interrupts, and throws what was thrown. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void work(int pieces, AtomicInteger next, Supplier<? extends Part> parts) {
        if (next.get() >= pieces) {
            return;
        }
        try (Part part = parts.get()) {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                part.accept(piece);
            }
        } catch (RuntimeException | Error e) {
            // The others need not go on.
            next.set(pieces);
            throw e;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}

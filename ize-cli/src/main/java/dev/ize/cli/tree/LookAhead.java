package dev.ize.cli.tree;

import dev.ize.spi.StorePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Has paths looked at on several threads, ahead of the one that takes the looks in the order of the paths.
 *
 * <p><i>Memory</i> is that of {@value #LOOKS_A_THREAD} looks a thread. <i>Life cycle:</i> the close waits for the looks
 * that are under way and closes those that were not taken.
 */
final class LookAhead implements AutoCloseable {
    /** Enough that no thread waits for a large file before it; a look holds up to 1 MiB. */
    static final int LOOKS_A_THREAD = 4;

    /** More wait for the one thread that takes their looks, and for the store's writer. */
    static final int MAX_THREADS = 4;

    private static final int THREADS =
            Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

    private final PathReader paths;
    private final Function<StorePath, Look> look;
    private final Deque<Future<Look>> begun = new ArrayDeque<>();
    private volatile boolean closed;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "ize-look");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param paths is read on the thread that takes the looks
     * @param look is called on others; its failure comes out of {@link #next}
     */
    LookAhead(PathReader paths, Function<StorePath, Look> look) {
        this.paths = paths;
        this.look = look;
    }

    private Look look(StorePath path) {
        return closed ? Look.failed(path, new IOException("closed")) : look.apply(path);
    }

    /** The look at the next path, which the caller closes; empty after the last. */
    Optional<Look> next() throws IOException {
        while (begun.size() < THREADS * LOOKS_A_THREAD) {
            Optional<StorePath> path = paths.next();
            if (path.isEmpty()) {
                break;
            }
            begun.add(pool.submit(() -> look(path.get())));
        }
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        try {
            Look first = begun.element().get();
            begun.remove();
            return Optional.of(first);
        } catch (ExecutionException e) {
            begun.remove();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while files were read", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        pool.shutdown();
        boolean interrupted = false;
        for (Future<Look> each : begun) {
            boolean ended = false;
            while (!ended) {
                try {
                    each.get().close();
                    ended = true;
                } catch (ExecutionException e) {
                    // What went wrong before is what counts.
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

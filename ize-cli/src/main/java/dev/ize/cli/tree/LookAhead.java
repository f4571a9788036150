package dev.ize.cli.tree;

import dev.ize.spi.StorePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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

    private final PathReader paths;
    private final Function<StorePath, Look> look;
    private final AheadThreads threads = new AheadThreads();
    private final Deque<AheadThreads.Task<Look>> begun = new ArrayDeque<>();

    /**
     * @param paths is read on the thread that takes the looks
     * @param look is called on others too; its failure comes out of {@link #next}
     */
    LookAhead(PathReader paths, Function<StorePath, Look> look) {
        this.paths = paths;
        this.look = look;
    }

    /**
     * The look at the next path, which the caller closes; empty after the last.
     *
     * @throws IOException also if the thread is interrupted: else each file that it reads itself would be passed over
     */
    Optional<Look> next() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted while files were read");
        }
        while (begun.size() < AheadThreads.COUNT * LOOKS_A_THREAD) {
            Optional<StorePath> path = paths.next();
            if (path.isEmpty()) {
                break;
            }
            begun.add(threads.begin(() -> look.apply(path.get())));
        }
        return begun.isEmpty() ? Optional.empty() : Optional.of(threads.take(begun.remove()));
    }

    @Override
    public void close() {
        for (AheadThreads.Task<Look> each : begun) {
            threads.drop(each).ifPresent(Look::close);
        }
        threads.close();
    }
}

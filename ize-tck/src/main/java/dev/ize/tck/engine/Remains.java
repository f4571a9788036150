package dev.ize.tck.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an engine may leave behind when it is closed.
 *
 * @param files files and directories, the engine's own directory among them
 * @param threads those that are alive
 * @param descriptors open files of this process, where the system lists them
 */
record Remains(long files, Set<Thread> threads, OptionalLong descriptors) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    static Remains of(Path directory) throws IOException {
        return new Remains(
                count(directory, Integer.MAX_VALUE),
                Thread.getAllStackTraces().keySet(),
                Files.isDirectory(OPEN_FILES) ? OptionalLong.of(count(OPEN_FILES, 1)) : OptionalLong.empty());
    }

    /** The threads that were not there before, once those have ended that are about to. */
    Set<Thread> threadsSince(Remains before, long patienceMillis) throws InterruptedException {
        Set<Thread> left = new HashSet<>(threads);
        left.removeAll(before.threads);
        long deadline = System.nanoTime() + patienceMillis * 1_000_000;
        for (Thread thread : left) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        left.removeIf(thread -> !thread.isAlive());
        return left;
    }

    private static long count(Path directory, int depth) throws IOException {
        try (Stream<Path> paths = Files.walk(directory, depth)) {
            return paths.count();
        }
    }
}

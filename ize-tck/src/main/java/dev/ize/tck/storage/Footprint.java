package dev.ize.tck.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and a store's directory hold, to be compared with what they hold later.
 *
 * @param descriptors open file descriptors of this process; 0 where the platform does not tell
 * @param threads live threads of this process
 * @param files files below the directory
 */
record Footprint(long descriptors, long threads, long files) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Footprint of(Path directory) throws IOException {
        return new Footprint(openDescriptors(), Thread.getAllStackTraces().size(), filesBelow(directory));
    }

    private static long openDescriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    private static long filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.count();
        }
    }

    /** Whether nothing of it is more than another's by as much as a number; other things of the JVM come and go. */
    boolean isWithin(int more, Footprint other) {
        return descriptors - other.descriptors < more && threads - other.threads < more && files - other.files < more;
    }
}

package dev.ize.bench.measure;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The store that was last opened in this JVM: its size, and what the process had written, as they are while it is open
 * and as they were when it was closed.
 *
 * <p>JMH ends a benchmark before it asks the profilers about the last iteration; what closing and removing a store writes
 * is not the benchmark's.
 */
final class LastStore {
    private static @Nullable LongSupplier open;
    private static OptionalLong sizeAtEnd = OptionalLong.empty();
    private static OptionalLong writtenAtEnd = OptionalLong.empty();

    private LastStore() {}

    /** A store was opened, whose size can be asked for in bytes. */
    static synchronized void opened(LongSupplier size) {
        open = size;
    }

    /** It is about to be closed. */
    static synchronized void closing() {
        sizeAtEnd = size();
        writtenAtEnd = written();
        open = null;
    }

    /** What was before counts no more. */
    static synchronized void forget() {
        sizeAtEnd = OptionalLong.empty();
        writtenAtEnd = OptionalLong.empty();
    }

    /** Bytes on the disk, by allocated blocks where the platform tells. */
    static synchronized OptionalLong size() {
        return open == null ? sizeAtEnd : OptionalLong.of(open.getAsLong());
    }

    /** Bytes that the process has had written. */
    static synchronized OptionalLong written() {
        return open == null && writtenAtEnd.isPresent() ? writtenAtEnd : ProcessFile.WRITTEN.read();
    }
}

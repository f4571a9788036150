package dev.ize.bench.raw;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where, when and how a run took place. Texts are {@code "unknown"} where the platform does not tell.
 *
 * @param date when it began, ISO 8601 in UTC
 * @param seconds how long it took
 * @param profile which cells were chosen
 * @param commit the commit that the code was built from, with {@code +changes} where files differed from it
 * @param cpu model of the processor
 * @param cores processors that the JVM may use
 * @param memoryBytes main memory
 * @param system name and version of the operating system
 * @param fileSystem kind of the file system under the stores, with its options where the platform tells
 * @param flushMicros median time of writing 4 KiB over a file's start and flushing it to the device, in microseconds
 * @param java name and version of the JVM
 * @param jvmArguments of the JVMs that measured
 * @param forks JVMs for each cell; 0: all cells ran in one JVM, and figures mean nothing
 * @param versions of what was measured and of what measured it: what, and its version or description
 * @param settings how each engine was tuned and what durability it gave: id, and one line
 * @param cells the cells that were to be measured, for people, in their order
 */
public record MachineFacts(
        String date,
        double seconds,
        String profile,
        String commit,
        String cpu,
        int cores,
        long memoryBytes,
        String system,
        String fileSystem,
        double flushMicros,
        String java,
        List<String> jvmArguments,
        int forks,
        Map<String, String> versions,
        Map<String, String> settings,
        List<String> cells) {
    public MachineFacts {
        jvmArguments = List.copyOf(jvmArguments);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        cells = List.copyOf(cells);
    }

    /** The same of a run that has ended. */
    public MachineFacts after(Duration time) {
        return new MachineFacts(
                date,
                time.toMillis() / 1000.0,
                profile,
                commit,
                cpu,
                cores,
                memoryBytes,
                system,
                fileSystem,
                flushMicros,
                java,
                jvmArguments,
                forks,
                versions,
                settings,
                cells);
    }
}

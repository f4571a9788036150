package dev.ize.bench.history;

import java.util.Objects;
import java.util.Optional;

/**
 * What a contender is and promises.
 *
 * @param id a short name for files, as {@code git-synced}; of Ize {@code ize-}, the backend, and {@code -sync} or
 *     {@code -buffered}
 * @param name for people
 * @param version of what does the work
 * @param reach how it is called
 * @param guarantee what a recorded release survives
 * @param durability how it sees to that, in a few words
 */
public record ContenderDescription(
        String id, String name, String version, Reach reach, Guarantee guarantee, String durability) {
    /** How a contender is called. */
    public enum Reach {
        /** By methods. */
        IN_PROCESS,
        /** By starting processes, each of which takes milliseconds; files are read through a pipe to one. */
        PROCESSES
    }

    /** What a recorded release survives. */
    public enum Guarantee {
        /** A power cut: what was written has been flushed. */
        POWER_CUT,
        /** The death of the process. */
        PROCESS_DEATH
    }

    public ContenderDescription {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(durability, "durability");
    }

    /** The backend of Ize that this is; empty for what is not Ize. */
    public Optional<String> backend() {
        return id.startsWith("ize-")
                ? Optional.of(id.substring("ize-".length(), id.lastIndexOf('-')))
                : Optional.empty();
    }
}

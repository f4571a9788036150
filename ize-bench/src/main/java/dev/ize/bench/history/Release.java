package dev.ize.bench.history;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One release of a project.
 *
 * @param name what it is called, as {@code 33.4.0}
 * @param directory where its files are
 */
public record Release(String name, Path directory) {
    public Release {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(directory, "directory");
    }
}

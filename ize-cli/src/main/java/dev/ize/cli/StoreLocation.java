package dev.ize.cli;

import dev.ize.spi.FileSystemStorages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the store is, and why there.
 *
 * @param directory the store's directory
 * @param reason how it was chosen, for people
 */
record StoreLocation(Path directory, String reason) {
    /** The name of a store's directory beside what is recorded into it. */
    static final String DIRECTORY_NAME = ".ize";

    /** The nearest store at or above a directory. */
    static Optional<StoreLocation> nearest(Path start) {
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolve(DIRECTORY_NAME);
            if (Files.exists(candidate.resolve(FileSystemStorages.PROPERTIES_FILE))) {
                return Optional.of(new StoreLocation(candidate, "the nearest at or above the working directory"));
            }
        }
        return Optional.empty();
    }
}

package dev.ize.bench.targets;

import dev.ize.bench.measure.CountedProvider;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where lines are measured, on what, and how much.
 *
 * @param engines ids of the backends
 * @param isQuick whether everything is so small that it only shows that it runs
 * @param scratch a directory on the file system that is measured, by its path
 * @param histories directories of successive releases by the name of their kind, oldest first
 */
record Scene(List<String> engines, boolean isQuick, String scratch, Map<String, List<String>> histories) {
    Scene {
        engines = List.copyOf(engines);
        histories = Collections.unmodifiableMap(new LinkedHashMap<>(histories));
    }

    /** One number where figures count, another where they do not. */
    int size(int real, int quick) {
        return isQuick ? quick : real;
    }

    /** A directory that nothing was in before, right below the scratch directory. */
    Path directory(String name) throws IOException {
        return Files.createTempDirectory(Path.of(scratch), name + "-");
    }

    /** A directory as {@link #directory}, which goes when it is closed. */
    FreshDirectory passing() {
        return FreshDirectory.in(Path.of(scratch));
    }

    /** Opens or makes a store whose engine's calls can be counted. */
    FileSystemStorage open(String engine, Path directory, Durability durability) {
        StorageOptions options =
                StorageOptions.builder().backend(engine).durability(durability).build();
        return CountedProvider.over(FileSystemStorages.provider(engine)).open(directory, options);
    }
}

package dev.ize.bench;

import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store in a fresh directory that goes when it is closed.
 *
 * <p>The directory is made below the system property {@code ize.bench.directory} where it is set, else below the
 * temporary directory; a durable write means nothing on a file system in memory.
 */
final class TemporaryStore implements AutoCloseable {
    private final Path directory;
    private final FileSystemStorage storage;

    TemporaryStore(String backend, Durability durability) {
        try {
            String parent = System.getProperty("ize.bench.directory");
            directory = parent == null
                    ? Files.createTempDirectory("ize-bench")
                    : Files.createTempDirectory(Path.of(parent), "ize-bench");
        } catch (IOException e) {
            throw new IllegalStateException("No temporary directory can be made", e);
        }
        storage = FileSystemStorages.open(
                directory.resolve("store"),
                StorageOptions.builder().backend(backend).durability(durability).build());
    }

    FileSystemStorage storage() {
        return storage;
    }

    @Override
    public void close() {
        storage.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The temporary store cannot be removed", e);
        }
    }
}

package dev.ize.core;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.write.Watermark;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A directory that becomes a store by a migration: locked, empty at first, and until it is a store marked with what
 * is copied into it, so that nothing else is ever added to that.
 */
final class MigrationTarget implements AutoCloseable {
    /** Name of the file that says what is being copied into the directory. */
    static final String MARKER_FILE = "migrating";

    private final Path directory;
    private final StoreLock lock;

    private MigrationTarget(Path directory, StoreLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Locks a directory and marks it, or finds the mark there.
     *
     * @param mark what is copied, in which state; the same for the same
     * @throws NameTakenException if there is a store
     * @throws StoreUnusableException if something else is there, or was being copied
     * @throws dev.ize.spi.StoreLockedException if the directory is locked
     */
    static MigrationTarget open(Path path, String mark) {
        Path directory = path.toAbsolutePath();
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new StoreUnusableException("This is no directory; choose another. path=" + directory);
            }
            if (!Files.exists(directory)) {
                DurableFiles.makeDirectory(directory);
            }
            requireFree(directory);
            MigrationTarget target = new MigrationTarget(directory, StoreLock.take(directory, Duration.ZERO));
            try {
                requireFree(directory);
                target.mark(mark);
            } catch (IOException | RuntimeException | Error e) {
                target.close();
                throw e;
            }
            return target;
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The directory cannot be used; check that it may be read and written. directory=" + directory
                            + " cause=" + e,
                    e);
        }
    }

    private static void requireFree(Path directory) throws IOException {
        if (Files.exists(directory.resolve(FileSystemStorages.PROPERTIES_FILE))) {
            throw new NameTakenException("There is a store here already; choose another. directory=" + directory);
        }
        boolean begun = Files.exists(directory.resolve(MARKER_FILE));
        if (!begun && !StoreDirectory.holdsOnly(directory, StoreLock.FILE, MARKER_FILE + ".part")) {
            throw new StoreUnusableException("The directory is not empty; choose an empty one. directory=" + directory);
        }
    }

    private void mark(String mark) throws IOException {
        Path marker = directory.resolve(MARKER_FILE);
        if (Files.exists(marker)) {
            String found = Files.readString(marker, StandardCharsets.UTF_8);
            if (!found.equals(mark)) {
                throw new StoreUnusableException("Another store, or another state of the store, was being copied"
                        + " here; empty the directory and begin anew. directory=" + directory + " begun="
                        + found.trim().replace('\n', ' ') + " asked="
                        + mark.trim().replace('\n', ' '));
            }
        } else {
            DurableFiles.writeWhole(marker, mark.getBytes(StandardCharsets.UTF_8));
        }
        if (!Files.exists(dataDirectory())) {
            Files.createDirectory(dataDirectory(), OwnerOnly.directory(directory));
        }
    }

    /** The engine's own directory. */
    Path dataDirectory() {
        return StoreDirectory.dataDirectory(directory);
    }

    /**
     * Makes the directory a store; all records are there and durable.
     *
     * @param options those of the backend that the store keeps
     * @param newest where the store's chain ends
     */
    void finish(String backend, String storeId, Map<String, String> options, Watermark.Mark newest) {
        try {
            Path file = StoreDirectory.watermarkFile(directory);
            try (Watermark watermark = Watermark.open(file, OwnerOnly.file(file))) {
                watermark.move(newest);
                watermark.settle();
            }
            CopyTarget.forceNames(dataDirectory());
            DurableFiles.syncName(directory);
            StoreDirectory.writeProperties(directory, backend, storeId, options);
            Files.deleteIfExists(directory.resolve(MARKER_FILE));
        } catch (IOException e) {
            throw new StoreUnusableException("The store's files cannot be written. directory=" + directory, e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}

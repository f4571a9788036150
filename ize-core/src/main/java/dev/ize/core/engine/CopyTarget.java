package dev.ize.core.engine;

import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that a copy of an engine goes to: empty at first, the owner's alone, durable in the end, and empty
 * again if the copy fails.
 *
 * <p><i>Threads:</i> any, one a directory. An interrupt of the thread ends nothing here and is kept; what a {@link
 * Filling} does with one is its own business.
 */
public final class CopyTarget {
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final boolean posix;

    private CopyTarget(Path directory) {
        this.directory = directory;
        this.posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What fills the directory. */
    @FunctionalInterface
    public interface Filling {
        /**
         * Makes files and directories in it, and leaves none of them open.
         *
         * @throws IOException if they cannot be written
         */
        void run() throws IOException;
    }

    /**
     * Fills an empty directory, and makes what was filled in durable and the owner's alone. Whatever is thrown, what
     * was filled in is deleted, as far as that is possible.
     *
     * @throws IllegalArgumentException if it is no directory, or is not empty
     * @throws WriteRefusedException if the copy cannot be written
     */
    public static void fill(Path directory, Filling filling) {
        CopyTarget target = new CopyTarget(directory);
        try {
            target.requireEmpty();
            target.restrict(directory, DIRECTORY_MODE);
        } catch (IOException e) {
            throw refused(directory, e);
        }
        try {
            filling.run();
            target.seal();
        } catch (IOException e) {
            WriteRefusedException refused = refused(directory, e);
            target.clear(refused);
            throw refused;
        } catch (RuntimeException | Error e) {
            target.clear(e);
            throw e;
        }
    }

    /**
     * Makes the names in a directory durable, where the platform lets a directory be opened.
     *
     * @throws IOException if it cannot be opened or flushed
     */
    public static void forceNames(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows cannot open a directory, and makes names durable by itself.
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!tryToForceNames(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean tryToForceNames(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    private void requireEmpty() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("The target of a copy must be a directory: " + directory);
        }
        try (Stream<Path> names = Files.list(directory)) {
            if (names.findAny().isPresent()) {
                throw new IllegalArgumentException("The target of a copy must be empty: " + directory);
            }
        }
    }

    /** Files before the directories that name them. */
    private void seal() throws IOException {
        for (Path path : deepestFirst()) {
            if (Files.isDirectory(path)) {
                restrict(path, DIRECTORY_MODE);
                forceNames(path);
            } else {
                restrict(path, FILE_MODE);
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.getFD().sync();
                }
            }
        }
    }

    private void clear(Throwable cause) {
        try {
            for (Path path : deepestFirst()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** All there is, the directory itself last. */
    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> all = new ArrayList<>(paths.toList());
            Collections.reverse(all);
            return all;
        }
    }

    private void restrict(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    private static WriteRefusedException refused(Path directory, IOException e) {
        return new WriteRefusedException(
                "The copy could not be written; the engine goes on. directory=" + directory + " reason=" + e, e);
    }
}

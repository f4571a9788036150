package dev.ize.core;

import dev.ize.core.engine.CopyTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files and directories of the owner alone that a power cut leaves where they are, name and all. */
final class DurableFiles {
    private DurableFiles() {}

    /** Makes a directory that is missing, and those above it that are missing too. */
    static void makeDirectory(Path directory) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path path = directory; path != null && !Files.exists(path); path = path.getParent()) {
            made.add(path);
        }
        Files.createDirectories(directory, OwnerOnly.directory(directory));
        for (Path path : made) {
            syncName(path);
        }
    }

    /** Writes a new file in the place of any other; its name is not durable yet. */
    static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OwnerOnly.file(file));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Writes a file that is there whole or not at all, whatever happens. */
    static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        syncName(file);
    }

    /**
     * Makes the name of a file or directory durable, as far as its owner can: a directory that may be passed through
     * and not read cannot be flushed.
     */
    static void syncName(Path path) throws IOException {
        Path directory = path.getParent();
        if (directory != null) {
            try {
                CopyTarget.forceNames(directory);
            } catch (AccessDeniedException e) {
                return;
            }
        }
    }
}

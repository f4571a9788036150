package dev.ize.cli.tree;

import dev.ize.spi.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Set;

/**
 * A directory that a checkout writes into. Names are single ones; no symlink is followed.
 *
 * <p>Where the system lets a program hold a directory open ({@link HeldDirectory}), all goes through what was
 * opened, and a symlink that somebody puts in the directory's place leads nowhere. Elsewhere
 * ({@link NamedDirectory}) it goes through the path.
 */
interface TargetDirectory extends AutoCloseable {
    /** Opens a directory by its real path. */
    @SuppressWarnings("StreamResourceLeak") // What is held is closed with what is returned.
    static TargetDirectory open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> held) {
            return new HeldDirectory(directory, held);
        }
        stream.close();
        return new NamedDirectory(directory);
    }

    /** Where the directory was when it was opened. */
    Path path();

    /** The names in it, as bytes. */
    Set<ByteBuffer> names() throws IOException;

    /** Whether an entry has this name, or one that the file system takes for it. */
    boolean holds(Path name) throws IOException;

    /** Whether a directory has this name; a symlink to one is none. */
    boolean holdsDirectory(Path name) throws IOException;

    /** Removes an entry, with all that is below it. */
    void remove(Path name) throws IOException;

    /** Moves an entry here out of another directory of the same kind and file system; nothing may have the name. */
    void take(TargetDirectory from, Path entry, Path name) throws IOException;

    /** Opens a directory in this one. */
    TargetDirectory enter(Path name) throws IOException;

    /** Forbids the directory to others than its owner, where the system has modes. */
    void restrict() throws IOException;

    /**
     * Gives the directory its modification time and mode.
     *
     * @return whether it took the time
     */
    boolean setAttributes(Node node) throws IOException;

    @Override
    void close() throws IOException;
}

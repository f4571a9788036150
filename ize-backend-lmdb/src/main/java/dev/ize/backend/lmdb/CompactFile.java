package dev.ize.backend.lmdb;

import dev.ize.core.engine.CopyTarget;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Env;

/**
 * LMDB's data file written anew without free pages, until it takes the place of the old one.
 *
 * <p>It lies in a directory of its own, since LMDB copies to directories only, inside the engine's: there the owner is
 * alone, and a renaming is atomic. A crash before that leaves the old file and a leftover, which the next open removes;
 * a crash after it leaves the new one.
 */
final class CompactFile implements AutoCloseable {
    private static final String DRAFT_DIRECTORY = "compact";
    private static final String DATA_FILE = "data.mdb";

    private final Path directory;
    private final Path draft;

    /** Makes room for the file, which is not there yet. */
    CompactFile(Path directory) throws IOException {
        this.directory = directory;
        this.draft = directory.resolve(DRAFT_DIRECTORY);
        removeLeftover(directory);
        Files.createDirectory(draft);
        restrict(draft, "rwx------");
    }

    /** Removes what a crash may have left. */
    static void removeLeftover(Path directory) throws IOException {
        Path draft = directory.resolve(DRAFT_DIRECTORY);
        Files.deleteIfExists(draft.resolve(DATA_FILE));
        Files.deleteIfExists(draft);
    }

    /** Writes the newest state. */
    void fill(Env<NativeBytes> environment) {
        try {
            environment.copy(draft.toFile(), CopyFlags.MDB_CP_COMPACT);
        } catch (RuntimeException e) {
            throw LmdbErrors.copying(e);
        }
    }

    /** Makes the file durable and the owner's alone. */
    void force() throws IOException {
        Path file = draft.resolve(DATA_FILE);
        restrict(file, "rw-------");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.getFD().sync();
        }
    }

    /** Puts the file in the place of the old one, durably. Nobody may have the old one open. */
    void replaceDataFile() throws IOException {
        Files.move(draft.resolve(DATA_FILE), directory.resolve(DATA_FILE), StandardCopyOption.ATOMIC_MOVE);
        CopyTarget.forceNames(directory);
    }

    /** Removes what was not put anywhere. */
    @Override
    public void close() throws IOException {
        removeLeftover(directory);
    }

    private static void restrict(Path path, String mode) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}

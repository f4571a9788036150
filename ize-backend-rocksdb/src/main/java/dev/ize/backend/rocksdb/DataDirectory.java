package dev.ize.backend.rocksdb;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory that RocksDB keeps its files in, seen from outside: whether it is whole enough to be opened,
 * who may read it, how much it takes and how much room is left.
 *
 * <p><i>Threads:</i> {@link #restrictNewFiles} is called by one at a time, the rest by any.
 */
final class DataDirectory {
    private static final Pattern CURRENT_CONTENT = Pattern.compile("(MANIFEST-[0-9]+)\n");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Longer than a file system's clock stands still (10 ms on Linux, 2 s on FAT, which has no modes). */
    private static final long SETTLED_MILLIS = 50;

    private final Path path;
    private final FileStore fileStore;
    private final boolean posix;
    private @Nullable FileTime restrictedAt;

    DataDirectory(Path path) {
        this.path = path;
        if (path.toString().chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            throw new StoreUnusableException("RocksDB's Java binding cannot open a path with characters above"
                    + " U+FFFF; choose another directory: backend=rocksdb directory="
                    + path);
        }
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            this.fileStore = Files.getFileStore(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether RocksDB has yet to make its database here. Half a database, as a crash in the middle of making
     * the first one leaves it, counts as none.
     *
     * @throws CorruptStoreException if the files that lead to all others are missing or damaged
     */
    boolean isNew() {
        try {
            if (Files.exists(path.resolve("CURRENT"))) {
                checkManifest();
                return false;
            }
            // RocksDB writes CURRENT before its first log, and would make an empty database over the others.
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sst") || name.endsWith(".log")) {
                    throw damaged("CURRENT is missing beside " + name);
                }
            }
            return true;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void checkManifest() throws IOException {
        String current = Files.readString(path.resolve("CURRENT"), StandardCharsets.ISO_8859_1);
        var matcher = CURRENT_CONTENT.matcher(current);
        if (!matcher.matches()) {
            throw damaged("CURRENT does not name a manifest");
        }
        Path manifest = path.resolve(matcher.group(1));
        if (!Files.exists(manifest) || Files.size(manifest) == 0) {
            throw damaged(matcher.group(1) + " is missing or empty");
        }
    }

    /**
     * Gives all files mode 0600. RocksDB makes them with 0644 and offers no other mode to Java; the directory's
     * own mode, 0700, keeps others out in between.
     */
    void restrictAllFiles() {
        if (posix) {
            try {
                restrict();
            } catch (IOException e) {
                throw new StoreUnusableException(
                        "The mode of a file could not be set to 0600: backend=rocksdb directory=" + path, e);
            }
        }
    }

    /** Gives mode 0600 to files that RocksDB made since the last call, at the price of one look at the directory. */
    void restrictNewFiles() {
        if (posix) {
            try {
                FileTime modifiedAt = Files.getLastModifiedTime(path);
                if (!modifiedAt.equals(restrictedAt)) {
                    restrict();
                    // A file made after the look but in the same tick of the clock must be found next time.
                    boolean settled = System.currentTimeMillis() - modifiedAt.toMillis() > SETTLED_MILLIS;
                    restrictedAt = settled ? modifiedAt : null;
                }
            } catch (IOException e) {
                // What was written is acknowledged, and the directory's mode protects it: try again next time.
                restrictedAt = null;
            }
        }
    }

    private void restrict() throws IOException {
        for (Path file : files()) {
            try {
                if (Files.isRegularFile(file)
                        && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                    Files.setPosixFilePermissions(file, OWNER_ONLY);
                }
            } catch (NoSuchFileException e) {
                // RocksDB removes files in the background.
            }
        }
    }

    /** The sum of the sizes of all files, in bytes; RocksDB allocates none ahead here, so blocks are the same. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                // RocksDB removes files in the background.
            }
        }
        return bytes;
    }

    /** Bytes that this process may still write here, as far as the system tells. */
    long usableBytes() {
        try {
            return fileStore.getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    String location() {
        return path.toString();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** All files, in no order. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    private CorruptStoreException damaged(String what) {
        return new CorruptStoreException(
                "The store's files are damaged, " + what + "; restore the store from a copy: backend=rocksdb directory="
                        + path,
                null);
    }

    private StoreUnusableException unreadable(IOException e) {
        return new StoreUnusableException(
                "The engine's directory cannot be read: backend=rocksdb directory=" + path, e);
    }
}

package dev.ize.backend.lmdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * LMDB's lock file, which holds its mutexes and the table of readers.
 *
 * <p>LMDB makes it as a hole and writes to it through a memory map. On a disk that is full there is no room
 * for the page that a new reader's slot needs, and the operating system ends the process (SIGBUS). So the
 * whole table is written with zeros before LMDB opens it.
 */
final class LockFile {
    /** A cache line; see {@code MDB_reader} in LMDB. */
    private static final int READER_BYTES = 64;

    /** More than the two mutexes before the table take; LMDB makes readers of what is left. */
    private static final int HEADER_BYTES = 1_024;

    private final Path path;

    LockFile(Path directory) {
        path = directory.resolve("lock.mdb");
    }

    /** Its length in bytes; 0 if it does not exist. */
    long length() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /**
     * Gives the file all the disk space that it will need. Only before LMDB opens it: closing another
     * handle of the same process would drop LMDB's lock.
     */
    void reserve(int maxReaders) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path, ownerOnly());
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long missing = HEADER_BYTES + (long) READER_BYTES * maxReaders - file.length();
            if (missing > 0) {
                file.seek(file.length());
                file.write(new byte[Math.toIntExact(missing)]);
            }
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}

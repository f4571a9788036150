package dev.ize.backend.lmdb;

import dev.ize.spi.CorruptStoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Reads a file by position, by calls that an interrupt of the thread does not break. Numbers are
 * little-endian, as are all machines that lmdbjava runs on.
 */
final class FileBytes implements AutoCloseable {
    private final RandomAccessFile file;
    private final Path path;

    FileBytes(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.path = path;
    }

    Path path() {
        return path;
    }

    long length() throws IOException {
        return file.length();
    }

    /**
     * The bytes at a position.
     *
     * @throws CorruptStoreException if the file ends before them
     */
    ByteBuffer read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        try {
            file.seek(position);
            file.readFully(bytes);
        } catch (EOFException e) {
            throw new CorruptStoreException(
                    "LMDB's data file ends too soon. path=" + path + " bytes=" + length() + " needed="
                            + (position + length),
                    e);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

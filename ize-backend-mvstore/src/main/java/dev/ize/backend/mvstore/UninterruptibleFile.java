package dev.ize.backend.mvstore;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that no interrupt can close.
 *
 * <p>A {@link java.nio.channels.FileChannel} closes for all threads when one of them is interrupted in it. {@link
 * RandomAccessFile} knows no interrupts; it has one position, though, so that each handle serves one thread at a
 * time. Several handles let readers pass each other.
 */
final class UninterruptibleFile implements DataFile {
    /** Threads that read from the disk side by side; each handle takes a file descriptor. */
    private static final int READ_HANDLES = 4;

    /** The JDK allocates a native buffer as large as a transfer: 1 MiB bounds it. */
    private static final int MAX_TRANSFER_BYTES = 1 << 20;

    private final List<Handle> readers = new ArrayList<>();
    private final Handle writer;

    private UninterruptibleFile(Handle writer) {
        this.writer = writer;
    }

    /** Opens a file that exists. */
    static UninterruptibleFile open(Path path) throws IOException {
        return open(path, "rw");
    }

    /** Opens a file that exists, without the means to change it. */
    static UninterruptibleFile openToRead(Path path) throws IOException {
        return open(path, "r");
    }

    private static UninterruptibleFile open(Path path, String mode) throws IOException {
        UninterruptibleFile file = new UninterruptibleFile(new Handle(path, mode));
        try {
            for (int i = 0; i < READ_HANDLES; i++) {
                file.readers.add(new Handle(path, "r"));
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long length() throws IOException {
        return writer.file.length();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        Handle handle = lockReader();
        try {
            handle.file.seek(position);
            int done = 0;
            while (done < length) {
                int read = handle.file.read(into, offset + done, Math.min(length - done, MAX_TRANSFER_BYTES));
                if (read < 0) {
                    throw new EOFException("The file ends too early. position=" + position + " length=" + length
                            + " missing=" + (length - done));
                }
                done += read;
            }
        } finally {
            handle.lock.unlock();
        }
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        writer.lock.lock();
        try {
            writer.file.seek(position);
            for (int done = 0; done < length; done += MAX_TRANSFER_BYTES) {
                writer.file.write(from, offset + done, Math.min(length - done, MAX_TRANSFER_BYTES));
            }
        } finally {
            writer.lock.unlock();
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        writer.lock.lock();
        try {
            if (writer.file.length() > length) {
                writer.file.setLength(length);
            }
        } finally {
            writer.lock.unlock();
        }
    }

    @Override
    public void force() throws IOException {
        writer.file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        for (Handle reader : readers) {
            reader.file.close();
        }
        writer.file.close();
    }

    /** A free handle, or else the thread's own, so that those who wait spread over all. */
    private Handle lockReader() {
        int own = (int) (Thread.currentThread().getId() % READ_HANDLES);
        for (int i = 0; i < READ_HANDLES; i++) {
            Handle handle = readers.get((own + i) % READ_HANDLES);
            if (handle.lock.tryLock()) {
                return handle;
            }
        }
        Handle handle = readers.get(own);
        handle.lock.lock();
        return handle;
    }

    private static final class Handle {
        final ReentrantLock lock = new ReentrantLock();
        final RandomAccessFile file;

        Handle(Path path, String mode) throws IOException {
            file = new RandomAccessFile(path.toFile(), mode);
        }
    }
}

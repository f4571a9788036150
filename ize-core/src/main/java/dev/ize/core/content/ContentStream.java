package dev.ize.core.content;

import dev.ize.spi.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A {@link ContentReader} as a stream; what the store throws is the cause of the stream's exception. */
final class ContentStream extends InputStream {
    private final ContentReader reader;
    private long position;

    ContentStream(ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try {
            int count = reader.read(position, buffer, offset, length);
            position += Math.max(0, count);
            return count;
        } catch (StorageException e) {
            throw new IOException("Stored content cannot be read: position=" + position, e);
        }
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, reader.length() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, reader.length() - position);
    }
}

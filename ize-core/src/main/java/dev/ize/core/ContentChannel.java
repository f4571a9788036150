package dev.ize.core;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentReader;
import dev.ize.spi.ContentReference;
import dev.ize.spi.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over a content. For one thread at a time. */
final class ContentChannel implements SeekableByteChannel {
    private static final int BUFFER_BYTES = 64 << 10;

    private final ContentReader reader;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long position;
    private boolean closed;

    ContentChannel(ChunkStore chunks, ContentReference content) {
        this.reader = new ContentReader(chunks, content);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= reader.length()) {
            return -1;
        }
        try {
            int count = reader.read(position, buffer, 0, Math.min(target.remaining(), BUFFER_BYTES));
            target.put(buffer, 0, count);
            position += count;
            return count;
        } catch (StorageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position must not be negative: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return reader.length();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}

package dev.ize.tck.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel that hands every call on. */
class ForwardingChannel implements SeekableByteChannel {
    private final SeekableByteChannel right;

    ForwardingChannel(SeekableByteChannel right) {
        this.right = right;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return right.read(buffer);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return right.write(bytes);
    }

    @Override
    public long position() throws IOException {
        return right.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        right.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return right.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        right.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return right.isOpen();
    }

    @Override
    public void close() throws IOException {
        right.close();
    }
}

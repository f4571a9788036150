package dev.ize.core.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a caller's stream, up to its end or exactly as many as promised. Leaves the stream open. */
final class StreamSource implements ByteSource {
    private final InputStream stream;
    private final boolean promised;
    private long remaining;

    private StreamSource(InputStream stream, boolean promised, long remaining) {
        this.stream = stream;
        this.promised = promised;
        this.remaining = remaining;
    }

    static StreamSource untilEnd(InputStream stream) {
        return new StreamSource(stream, false, Long.MAX_VALUE);
    }

    /** Reads no byte beyond the length, and fails with {@link EOFException} if there are fewer. */
    static StreamSource exactly(InputStream stream, long length) {
        return new StreamSource(stream, true, length);
    }

    @Override
    public long skipZeros(long max) {
        return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int count = stream.read(buffer, offset, (int) Math.min(length, remaining));
        if (count > 0) {
            remaining -= count;
        } else if (count < 0 && promised) {
            throw new EOFException("data ended early: missingBytes=" + remaining);
        }
        return count;
    }
}

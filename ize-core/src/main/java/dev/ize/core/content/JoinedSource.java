package dev.ize.core.content;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Several sources, one after the other. */
final class JoinedSource implements ByteSource {
    private final Queue<ByteSource> remaining;

    JoinedSource(List<ByteSource> sources) {
        this.remaining = new ArrayDeque<>(sources);
    }

    @Override
    public long skipZeros(long max) throws IOException {
        ByteSource first = remaining.peek();
        return first == null ? 0 : first.skipZeros(max);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        ByteSource first = remaining.peek();
        if (first == null) {
            return -1;
        }
        int count = first.read(buffer, offset, length);
        if (count < 0) {
            remaining.remove();
            return 0;
        }
        return count;
    }
}

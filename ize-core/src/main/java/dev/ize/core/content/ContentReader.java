package dev.ize.core.content;

import dev.ize.spi.ContentReference;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads stored content from any position.
 *
 * <p>A read touches the chunks that it needs and the nodes above them, and holes touch nothing; the last
 * chunk and the last path of nodes are kept for the next read. Every byte comes from a chunk that the store
 * has compared with its hash and that is as long as the tree says.
 *
 * <p><i>Threads:</i> one at a time. <i>Failure:</i> what the store throws; the reader stays usable.
 * <i>Life cycle:</i> nothing to close.
 */
public final class ContentReader {
    private final TreeCursor cursor;

    /** Reads the root, if the content is a tree. */
    public ContentReader(ChunkStore store, ContentReference content) {
        this.cursor = new TreeCursor(store, content);
    }

    /** Length of the content in bytes. */
    public long length() {
        return cursor.length();
    }

    /**
     * Reads as many bytes as the content has from a position on, and at most the given length.
     *
     * @return how many bytes were read, less than the length only at the end of the content; -1 if the
     *     position is at or after the end and the length is not 0
     * @throws IllegalArgumentException if the position is negative
     */
    public int read(long position, byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position);
        }
        if (length == 0) {
            return 0;
        }
        if (position >= length()) {
            return -1;
        }
        int total = (int) Math.min(length, length() - position);
        int done = 0;
        while (done < total) {
            done += readExtent(position + done, buffer, offset + done, total - done);
        }
        return total;
    }

    /** The whole content as a stream, with a position of its own, over this reader; it needs no closing. */
    public InputStream stream() {
        return new ContentStream(this);
    }

    private int readExtent(long position, byte[] buffer, int offset, int length) {
        cursor.seek(position);
        long into = position - cursor.position();
        int count = (int) Math.min(length, cursor.extent().length() - into);
        if (cursor.extent() instanceof Extent.Hole) {
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
        } else {
            System.arraycopy(cursor.chunk(), (int) into, buffer, offset, count);
        }
        return count;
    }
}

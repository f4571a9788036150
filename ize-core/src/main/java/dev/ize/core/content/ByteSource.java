package dev.ize.core.content;

import java.io.IOException;

/**
 * A sequence of bytes to be cut into chunks, in which long runs of zeros may be told by their length alone.
 *
 * <p><i>Use:</i> ask for zeros first; where there are none, read.
 */
interface ByteSource {
    /** Passes zeros that the source knows without reading, at most {@code max} of them, and says how many. */
    long skipZeros(long max) throws IOException;

    /**
     * Reads what comes next.
     *
     * @return how many bytes, 0 if zeros may come next, -1 at the end
     */
    int read(byte[] buffer, int offset, int length) throws IOException;
}

package dev.ize.backend.mvstore;

import java.io.IOException;

/**
 * Bytes at positions: what this backend needs of a file.
 *
 * <p><i>Threads:</i> any number may read; one at a time writes, truncates and forces.
 */
interface DataFile extends AutoCloseable {
    long length() throws IOException;

    /**
     * Fills a part of an array from a position.
     *
     * @throws java.io.EOFException if the file ends before
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes a part of an array at a position, beyond the end if need be. */
    void write(long position, byte[] from, int offset, int length) throws IOException;

    /** Cuts the file to a length, if it is longer. */
    void truncate(long length) throws IOException;

    /** Makes all earlier writes durable. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}

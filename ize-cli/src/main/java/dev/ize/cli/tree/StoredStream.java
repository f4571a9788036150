package dev.ize.cli.tree;

import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream over a file in a store whose failures are the storage's own, unchecked: where local files are read
 * or written at the same time, an {@link IOException} is then always theirs.
 */
final class StoredStream extends FilterInputStream {
    private StoredStream(InputStream in) {
        super(in);
    }

    /** Opens a file. */
    static StoredStream open(View view, StorePath file) {
        try {
            return new StoredStream(view.newInputStream(file));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static StorageException failure(IOException failure) {
        return failure.getCause() instanceof StorageException cause
                ? cause
                : new StorageFailedException("The store's file cannot be read: " + failure.getMessage(), failure);
    }
}

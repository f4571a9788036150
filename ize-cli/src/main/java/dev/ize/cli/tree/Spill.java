package dev.ize.cli.tree;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written and then read, from the start and as often as one likes: in memory up to {@value
 * #MAX_BYTES_IN_MEMORY} bytes, and beyond them in a temporary file, which goes when this is closed.
 */
final class Spill extends OutputStream {
    /** 16 MiB: the paths of some 700,000 files. */
    static final int MAX_BYTES_IN_MEMORY = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final int maxBytesInMemory;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;

    Spill() {
        this(MAX_BYTES_IN_MEMORY);
    }

    Spill(int maxBytesInMemory) {
        this.maxBytesInMemory = maxBytesInMemory;
    }

    @Override
    public void write(int value) throws IOException {
        target(1).write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        target(length).write(bytes, offset, length);
    }

    private OutputStream target(int more) throws IOException {
        if (out == null && memory.size() + (long) more <= maxBytesInMemory) {
            return memory;
        }
        if (out == null) {
            file = Files.createTempFile("ize-paths", null);
            out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
            memory.writeTo(out);
            memory.reset();
        }
        return out;
    }

    /** All that was written so far; to be closed. */
    InputStream read() throws IOException {
        if (out == null || file == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        out.flush();
        return new BufferedInputStream(Files.newInputStream(file, StandardOpenOption.READ), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        memory.reset();
        if (out != null && file != null) {
            try {
                out.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}

package dev.ize.core.dump;

import dev.ize.core.format.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes the frames of a dump. For one thread. */
final class FrameWriter {
    private final OutputStream out;
    private long frames;
    private long bytes;

    FrameWriter(OutputStream out) {
        this.out = out;
    }

    void begin() {
        write(DumpFormat.magic());
    }

    void frame(Frame frame) {
        byte[] payload = frame.payload();
        if (payload.length > DumpFormat.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload is too long: " + payload.length);
        }
        byte[] header = new ByteWriter(DumpFormat.HEADER_BYTES)
                .u32(payload.length)
                .u8(frame.kind().code())
                .toByteArray();
        write(header);
        write(payload);
        write(new ByteWriter(4)
                .u32(DumpFormat.checksum(frames++, header, payload))
                .toByteArray());
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(byte[] part) {
        try {
            out.write(part);
            bytes += part.length;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("The dump could not be written: " + e.getMessage(), e);
    }
}

package dev.ize.core.dump;

import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.format.ByteReader;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.InvalidNameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads the frames of a dump and gives none whose checksum does not match. Takes memory for one frame at a time. For
 * one thread.
 */
final class FrameReader {
    private static final int CHECKSUM_BYTES = 4;

    private final InputStream in;
    private long frames;
    private long bytes;

    FrameReader(InputStream in) {
        this.in = in;
    }

    /** Reads what every dump begins with. */
    void begin() {
        byte[] magic = DumpFormat.magic();
        byte[] found = readUpTo(magic.length);
        if (!Arrays.equals(found, magic)) {
            throw new InvalidDumpException(
                    "This is no dump of a store, or it was changed by being copied as text.", null);
        }
    }

    Frame next() {
        byte[] header = read(DumpFormat.HEADER_BYTES);
        ByteReader fields = new ByteReader(header);
        long length = Integer.toUnsignedLong(u32(fields));
        int code = fields.u8();
        if (length > DumpFormat.MAX_PAYLOAD_BYTES) {
            throw invalid("a part is longer than any can be", null);
        }
        byte[] payload = read((int) length);
        int checksum = u32(new ByteReader(read(CHECKSUM_BYTES)));
        if (checksum != DumpFormat.checksum(frames, header, payload)) {
            throw invalid("a checksum does not match", null);
        }
        frames++;
        return new Frame(Kind.of(code), payload);
    }

    /** Checks that nothing follows. */
    void end() {
        if (readUpTo(1).length > 0) {
            throw invalid("something follows its end", null);
        }
    }

    /** Reads a frame's payload to its end. */
    <R> R decode(Frame frame, Function<ByteReader, R> decoder) {
        try {
            ByteReader payload = new ByteReader(frame.payload());
            R decoded = decoder.apply(payload);
            payload.finish();
            return decoded;
        } catch (CorruptStoreException | IllegalArgumentException | InvalidNameException e) {
            throw invalid("a part cannot be understood: " + e.getMessage(), e);
        }
    }

    InvalidDumpException invalid(String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new InvalidDumpException(
                "The dump is damaged: " + problem + ". part=" + frames + " position=" + bytes, cause);
    }

    private byte[] read(int length) {
        byte[] found = readUpTo(length);
        if (found.length < length) {
            throw new InvalidDumpException(
                    "The dump is cut off; load the complete dump to go on. part=" + frames + " position=" + bytes,
                    null);
        }
        return found;
    }

    private byte[] readUpTo(int length) {
        try {
            byte[] found = in.readNBytes(length);
            bytes += found.length;
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("The dump could not be read: " + e.getMessage(), e);
        }
    }

    private static int u32(ByteReader in) {
        return (in.u8() << 24) | (in.u8() << 16) | (in.u8() << 8) | in.u8();
    }
}

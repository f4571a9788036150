package dev.ize.core.format;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Takes numbers and bytes from an array; the counterpart of {@link ByteWriter}. What does not fit the array is
 * a {@link CorruptStoreException}. Not for use by several threads.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public long u64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[position++] & 0xFF);
        }
        return value;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw damaged("number too long");
    }

    /** A varint that must fit into a non-negative int. */
    public int smallVarint() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged("number out of range");
        }
        return (int) value;
    }

    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    public byte[] raw(int length) {
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    public byte[] sized() {
        return raw(smallVarint());
    }

    public String text() {
        return new String(sized(), StandardCharsets.UTF_8);
    }

    /** A sized name of an entry or attribute. */
    public Name name() {
        try {
            return Name.of(sized());
        } catch (InvalidNameException e) {
            throw new CorruptStoreException("A record holds a name that no entry can have.", e);
        }
    }

    public Instant instant() {
        long seconds = zigzag();
        long nanos = varint();
        if (nanos < 0 || nanos > 999_999_999) {
            throw damaged("nanoseconds out of range");
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new CorruptStoreException("A record holds a time out of range.", e);
        }
    }

    public int remaining() {
        return end - position;
    }

    public int position() {
        return position;
    }

    /** Checks that nothing is left. */
    public void finish() {
        if (position != end) {
            throw damaged("bytes left over");
        }
    }

    public CorruptStoreException damaged(String what) {
        return new CorruptStoreException("A record cannot be decoded: " + what + ". position=" + position, null);
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw damaged("it ends too early");
        }
    }
}

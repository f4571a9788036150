package dev.ize.core.format;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Takes numbers and bytes from an array, one after the other; the counterpart of {@link ByteWriter}, whose methods say
 * what the forms are. What does not fit the array is a {@link CorruptStoreException}; the position is of no use then.
 * Arrays that are given are copies. Not for use by several threads.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads a whole array, which must not change meanwhile. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** One byte, 0 to 255. */
    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    /** Eight bytes, big-endian. */
    public long u64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[position++] & 0xFF);
        }
        return value;
    }

    /** A varint, all 64 bits of it: what is above 2^63 − 1 comes out negative. */
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

    /** A signed number. */
    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** So many bytes. */
    public byte[] raw(int length) {
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** Bytes behind their length. */
    public byte[] sized() {
        return raw(smallVarint());
    }

    /** Sized UTF-8; what is malformed becomes U+FFFD, since the checksum says whether it was written so. */
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

    /** Seconds and nanoseconds. */
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

    /** Number of bytes that are left. */
    public int remaining() {
        return end - position;
    }

    /** Index of the next byte in the array. */
    public int position() {
        return position;
    }

    /** Checks that nothing is left. */
    public void finish() {
        if (position != end) {
            throw damaged("bytes left over");
        }
    }

    /** The exception for what was read here, to be thrown. */
    public CorruptStoreException damaged(String what) {
        return new CorruptStoreException("A record cannot be decoded: " + what + ". position=" + position, null);
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw damaged("it ends too early");
        }
    }
}

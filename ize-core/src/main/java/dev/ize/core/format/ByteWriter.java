package dev.ize.core.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Appends numbers and bytes to a growing array; the counterpart of {@link ByteReader}. Not for use by several
 * threads.
 */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    /** Makes room for 64 bytes at first: most records have fewer. */
    public ByteWriter() {
        this(64);
    }

    /** Makes room for some bytes at first, and for more as they come. */
    public ByteWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** One byte: the low eight bits. */
    public ByteWriter u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Four bytes, big-endian. */
    public ByteWriter u32(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Eight bytes, big-endian. */
    public ByteWriter u64(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** An unsigned number, 7 bits a byte, low ones first; 1 to 10 bytes. */
    public ByteWriter varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** A signed number, small absolute values short. */
    public ByteWriter zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    /** Bytes as they are. */
    public ByteWriter raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Bytes behind their length. */
    public ByteWriter sized(byte[] value) {
        return varint(value.length).raw(value);
    }

    /** Text in UTF-8 behind its length in bytes. */
    public ByteWriter text(String value) {
        return sized(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Seconds and nanoseconds. */
    public ByteWriter instant(Instant value) {
        return zigzag(value.getEpochSecond()).varint(value.getNano());
    }

    /** Number of bytes so far. */
    public int size() {
        return size;
    }

    /** A copy of the bytes so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}

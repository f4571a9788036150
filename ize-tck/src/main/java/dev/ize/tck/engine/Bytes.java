package dev.ize.tck.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Keys and values of the tests, and their hex, by which failures name them.
 *
 * <p>Hex strings sort as the bytes do, unsigned and a prefix first, so that expectations may be sorted maps
 * of strings.
 */
final class Bytes {
    static final byte[] EMPTY = {};

    private Bytes() {}

    /** An array of the given unsigned bytes. */
    static byte[] of(int... unsignedBytes) {
        byte[] array = new byte[unsignedBytes.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (byte) unsignedBytes[i];
        }
        return array;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Four bytes, big-endian, which sort as the non-negative numbers do. */
    static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    static byte[] eightBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long toLong(byte[] eightBytes) {
        return ByteBuffer.wrap(eightBytes).getLong();
    }

    static byte[] filled(int length, int unsignedByte) {
        byte[] array = new byte[length];
        Arrays.fill(array, (byte) unsignedByte);
        return array;
    }

    /** Bytes that no engine can compress; the same for the same seed. */
    static byte[] random(int length, long seed) {
        byte[] array = new byte[length];
        new Random(seed).nextBytes(array);
        return array;
    }

    /** All 256 keys of one byte, in order. */
    static List<byte[]> allSingles() {
        return IntStream.range(0, 256).mapToObj(Bytes::of).toList();
    }

    /** The keys {@link #number} from {@code first} up to, not including, {@code end}. */
    static List<byte[]> numbers(int first, int end) {
        return IntStream.range(first, end).mapToObj(Bytes::number).toList();
    }

    static String hex(byte[] array) {
        return HexFormat.of().formatHex(array);
    }

    static List<String> hex(List<byte[]> arrays) {
        return arrays.stream().map(Bytes::hex).toList();
    }
}

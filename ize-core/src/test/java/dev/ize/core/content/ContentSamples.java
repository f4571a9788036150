package dev.ize.core.content;

import java.util.Arrays;
import java.util.Random;

/** Bytes of the kinds that files have, made from a seed. */
final class ContentSamples {
    private static final String[] WORDS = {
        "the", "file", "was", "written", "and", "read", "again", "by", "another", "program", "return", "final", "\n"
    };

    private ContentSamples() {}

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] text(long seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return Arrays.copyOf(text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII), length);
    }

    static byte[] constant(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] repeated(byte[] block, int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += block.length) {
            System.arraycopy(block, 0, bytes, at, Math.min(block.length, length - at));
        }
        return bytes;
    }

    /** One of the kinds, with runs of zeros near the length at which they become holes among them. */
    static byte[] any(Random random, int length) {
        long seed = random.nextLong();
        return switch (random.nextInt(6)) {
            case 0 -> text(seed, length);
            case 1 -> new byte[length];
            case 2 -> constant(random.nextInt(256), length);
            case 3 -> repeated(random(seed, 1 + random.nextInt(60_000)), length);
            case 4 -> withZeroRuns(random, random(seed, length));
            default -> random(seed, length);
        };
    }

    private static byte[] withZeroRuns(Random random, byte[] bytes) {
        for (int run = random.nextInt(6); run > 0 && bytes.length > 0; run--) {
            int from = random.nextInt(bytes.length);
            int length = Chunker.MIN_HOLE_BYTES * random.nextInt(3) + random.nextInt(3) - 1;
            Arrays.fill(bytes, from, Math.max(from, Math.min(bytes.length, from + length)), (byte) 0);
        }
        return bytes;
    }
}

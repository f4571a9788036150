package dev.ize.tck.model;

import dev.ize.spi.Content;
import java.util.SplittableRandom;

/** Bytes to write: short mostly, now and then some hundred KiB with runs of zeros, text and noise, or like those before. */
final class RandomContents {
    private static final int SHORT = 48;

    /** More than a chunk, so that contents become trees and are cut and joined. */
    private static final int LONG_MIN = 40 << 10;

    private static final int LONG_MAX = 300 << 10;

    private final SplittableRandom random;
    private byte[] former = new byte[0];

    RandomContents(SplittableRandom random) {
        this.random = random;
    }

    Content.Bytes next() {
        if (random.nextInt(60) == 0) {
            byte[] bytes = longBytes();
            former = bytes.length % 2 == 0 && former.length > 0 ? likeTheFormer(bytes) : bytes;
            return ModelNode.bytesOf(former);
        }
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(SHORT)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return ModelNode.bytesOf(bytes);
    }

    /** The long bytes before, with a few others in them: what a storage may keep as a difference. */
    private byte[] likeTheFormer(byte[] others) {
        byte[] bytes = former.clone();
        System.arraycopy(others, 0, bytes, bytes.length / 3, Math.min(100, bytes.length / 3));
        return bytes;
    }

    private byte[] longBytes() {
        byte[] bytes = new byte[random.nextInt(LONG_MIN, LONG_MAX)];
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(64 << 10));
            fill(bytes, at, end, random.nextInt(3));
            at = end;
        }
        return bytes;
    }

    private void fill(byte[] bytes, int from, int to, int kind) {
        byte[] noise = new byte[kind == 0 ? 0 : kind == 1 ? 37 : to - from];
        random.nextBytes(noise);
        for (int i = from; i < to && noise.length > 0; i++) {
            bytes[i] = noise[(i - from) % noise.length];
        }
    }
}

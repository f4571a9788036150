package dev.ize.tck.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A file's bytes by the seeds that they were made from, so that a record of many large contents stays small.
 *
 * @param seed of the first content; a seed that 3 divides repeats one KiB, and any other is noise
 * @param length of the first content, in bytes
 * @param patches what was written into it afterwards, in order
 */
record SeededBytes(long seed, int length, List<Patch> patches) {
    /** Bytes from an offset on; what lies between the end and the offset is zeros. */
    record Patch(int offset, long seed, int length) {}

    private static final int REPEATED_BYTES = 1 << 10;

    SeededBytes {
        patches = List.copyOf(patches);
    }

    static SeededBytes of(long seed, int length) {
        return new SeededBytes(seed, length, List.of());
    }

    SeededBytes with(Patch patch) {
        List<Patch> more = new ArrayList<>(patches);
        more.add(patch);
        return new SeededBytes(seed, length, more);
    }

    /** The length after all patches, in bytes. */
    int size() {
        return patches.stream()
                .mapToInt(patch -> patch.offset() + patch.length())
                .reduce(length, Math::max);
    }

    byte[] bytes() {
        byte[] bytes = new byte[size()];
        fill(bytes, 0, seed, length);
        patches.forEach(patch -> fill(bytes, patch.offset(), patch.seed(), patch.length()));
        return bytes;
    }

    private static void fill(byte[] target, int offset, long seed, int length) {
        byte[] made = new byte[seed % 3 == 0 ? Math.min(length, REPEATED_BYTES) : length];
        new SplittableRandom(seed).nextBytes(made);
        for (int done = 0; done < length; done += made.length) {
            System.arraycopy(made, 0, target, offset + done, Math.min(made.length, length - done));
        }
    }
}

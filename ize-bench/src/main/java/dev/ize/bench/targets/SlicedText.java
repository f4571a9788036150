package dev.ize.bench.targets;

import dev.ize.bench.storage.Text;
import java.io.InputStream;
import java.util.SplittableRandom;

/**
 * A long text made quickly: slices of one text of 8 MiB, drawn by a seed, so that no piece of it is found twice as a whole
 * and it compresses about as the text does.
 *
 * <p>Equal seeds give equal bytes. For one thread at a time.
 */
final class SlicedText extends InputStream {
    private static final byte[] TEXT = Text.bytes(11, 8 << 20);
    private static final int MIN_SLICE_BYTES = 300;
    private static final int MAX_SLICE_BYTES = 3000;

    private final SplittableRandom random;
    private long left;
    private int next;
    private int end;

    SlicedText(long seed, long length) {
        this.random = new SplittableRandom(seed);
        this.left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, left);
        int done = 0;
        while (done < count) {
            if (next == end) {
                int slice = random.nextInt(MIN_SLICE_BYTES, MAX_SLICE_BYTES);
                next = random.nextInt(TEXT.length - slice);
                end = next + slice;
            }
            int part = Math.min(count - done, end - next);
            System.arraycopy(TEXT, next, bytes, offset + done, part);
            next += part;
            done += part;
        }
        left -= count;
        return count;
    }
}

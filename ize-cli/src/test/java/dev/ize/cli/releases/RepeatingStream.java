package dev.ize.cli.releases;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Bytes without end that are the same in every run: blocks of noise, of which one in eight is a copy of one of the
 * first, one in eight a repeated line and one in sixteen zeros.
 */
final class RepeatingStream extends InputStream {
    static final int BLOCK_BYTES = 1 << 20;

    private final byte[] block = new byte[BLOCK_BYTES];
    private final byte[] one = new byte[1];
    private long position;
    private long loaded = -1;

    @Override
    public int read() {
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int inBlock = (int) (position % BLOCK_BYTES);
        load(position / BLOCK_BYTES);
        int count = Math.min(length, BLOCK_BYTES - inBlock);
        System.arraycopy(block, inBlock, target, offset, count);
        position += count;
        return count;
    }

    /** Goes to a place. */
    RepeatingStream at(long place) {
        position = place;
        return this;
    }

    private void load(long number) {
        if (number == loaded) {
            return;
        }
        if (number % 16 == 15) {
            Arrays.fill(block, (byte) 0);
        } else if (number % 8 == 6) {
            byte[] line = ("This is said again and again in block " + number + ".\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < BLOCK_BYTES; i++) {
                block[i] = line[i % line.length];
            }
        } else {
            new SplittableRandom(number % 8 == 3 ? number % 128 : number).nextBytes(block);
        }
        loaded = number;
    }
}

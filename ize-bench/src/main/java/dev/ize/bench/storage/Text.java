package dev.ize.bench.storage;

import java.io.InputStream;
import java.util.SplittableRandom;

/**
 * Text without meaning that compresses about as source code does: words from a fixed vocabulary, drawn by a seed.
 *
 * <p>Equal seeds give equal bytes. For one thread at a time.
 */
public final class Text extends InputStream {
    /** Words in the vocabulary; 4,096, so that zstd takes it to about a third. */
    private static final int WORDS = 1 << 12;

    private static final byte[][] VOCABULARY = vocabulary();

    private final SplittableRandom random;
    private long left;
    private byte[] word = {};
    private int used;

    /** So many bytes of the text of a seed. */
    public Text(long seed, long length) {
        this.random = new SplittableRandom(seed);
        this.left = length;
    }

    /** The first bytes of the text of a seed. */
    public static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Text(seed, length).read(bytes, 0, length);
        return bytes;
    }

    private static byte[][] vocabulary() {
        SplittableRandom random = new SplittableRandom(4711);
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[random.nextInt(3, 12)];
            for (int j = 0; j < words[i].length - 1; j++) {
                words[i][j] = (byte) random.nextInt('a', 'z' + 1);
            }
            words[i][words[i].length - 1] = (byte) (random.nextInt(10) == 0 ? '\n' : ' ');
        }
        return words;
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
            if (used == word.length) {
                word = VOCABULARY[random.nextInt(WORDS)];
                used = 0;
            }
            int part = Math.min(count - done, word.length - used);
            System.arraycopy(word, used, bytes, offset + done, part);
            used += part;
            done += part;
        }
        left -= count;
        return count;
    }
}

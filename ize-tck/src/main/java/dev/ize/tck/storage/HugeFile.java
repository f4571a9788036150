package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stores a file of 4 GiB and a byte from a stream, changes it beyond what an int counts, and reads it, whole and in
 * ranges. Its bytes repeat themselves every 32 MiB, so that it needs little disk.
 */
final class HugeFile implements OtherProcess.Task {
    static final String SAME = "All bytes are the same.";

    private static final long LENGTH = (4L << 30) + 1;
    private static final int PERIOD = 32 << 20;
    private static final long WRITTEN_AT = LENGTH - 3;
    private static final byte[] WRITTEN = {1, 2};
    private static final StorePath FILE = StorePath.of("/huge");

    private final byte[] noise = StorageContract.noise(PERIOD, 1);

    @Override
    public void run(FileSystemStorageProvider provider, Path store) throws IOException {
        try (FileSystemStorage storage = provider.open(store, OtherProcess.options(provider))) {
            try (StoredContent content = storage.store(new Repeated())) {
                storage.mainBranch()
                        .apply(Change.by("tester").create(FILE, content).build());
            }
            storage.mainBranch()
                    .apply(Change.by("tester")
                            .write(FILE, WRITTEN_AT, dev.ize.spi.Content.of(WRITTEN))
                            .build());
        }
        try (FileSystemStorage storage = provider.open(store, OtherProcess.options(provider))) {
            compare(storage.mainBranch().head());
        }
        System.out.println(SAME);
    }

    private void compare(View view) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        try (SeekableByteChannel channel = view.open(FILE)) {
            same(channel.size() == LENGTH, 0);
            for (int i = 0; i < 100; i++) {
                compare(channel, random.nextLong(LENGTH - 5000), 5000);
            }
            compare(channel, LENGTH - 5000, 5000);
            for (long at = 0; at < LENGTH; at += 1 << 20) {
                compare(channel, at, (int) Math.min(1 << 20, LENGTH - at));
            }
        }
    }

    private void compare(SeekableByteChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(from);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        byte[] expected = new byte[length];
        fill(expected, 0, length, from);
        for (int i = 0; i < WRITTEN.length; i++) {
            long at = WRITTEN_AT + i - from;
            if (at >= 0 && at < length) {
                expected[(int) at] = WRITTEN[i];
            }
        }
        same(!buffer.hasRemaining() && Arrays.equals(expected, buffer.array()), from);
    }

    private static void same(boolean isSame, long at) {
        if (!isSame) {
            throw new AssertionError("The file is not what was written. at=" + at);
        }
    }

    private void fill(byte[] target, int offset, int length, long from) {
        int done = 0;
        while (done < length) {
            int at = (int) ((from + done) % PERIOD);
            int some = Math.min(length - done, PERIOD - at);
            System.arraycopy(noise, at, target, offset + done, some);
            done += some;
        }
    }

    /** The bytes of the file, as a stream. */
    private final class Repeated extends InputStream {
        private long position;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == LENGTH) {
                return -1;
            }
            int some = (int) Math.min(length, LENGTH - position);
            fill(target, offset, some, position);
            position += some;
            return some;
        }
    }
}

package dev.ize.cli.releases;

import dev.ize.spi.Change;
import dev.ize.spi.ContentHash;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;

/**
 * A process that stores a file of 4 GiB and one byte, closes the store, opens it and reads the file back: once from
 * end to end and at places. It ends with 0 if all bytes were right.
 */
final class LargeFile {
    static final long LENGTH = (4L << 30) + 1;

    private static final StorePath FILE = StorePath.of("/large");
    private static final int RANGE_BYTES = 100_000;

    private LargeFile() {}

    /** Takes the store's directory and the backend. */
    public static void main(String[] args) throws IOException {
        StorageOptions options = StorageOptions.builder().backend(args[1]).build();
        byte[] written = timed("stored in", () -> store(Path.of(args[0]), options));
        try (FileSystemStorage storage = FileSystemStorages.open(Path.of(args[0]), options)) {
            View head = storage.mainBranch().head();
            check(head.entry(FILE).node() instanceof dev.ize.spi.Node.File file && file.size() == LENGTH, "length");
            byte[] read = timed("read in", () -> read(head));
            check(Arrays.equals(written, read), "hash of the bytes read back");
            for (long place : new long[] {0, 1, 123_456_789, Integer.MAX_VALUE, 1L << 32, LENGTH - RANGE_BYTES}) {
                checkRange(head, place);
            }
            System.out.println("takes " + (storage.statistics().diskBytes() >> 20) + " MiB");
        }
    }

    private static byte[] store(Path directory, StorageOptions options) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        try (FileSystemStorage storage = FileSystemStorages.open(directory, options);
                StoredContent content =
                        storage.store(new DigestInputStream(new FirstBytes(new RepeatingStream(), LENGTH), digest))) {
            storage.mainBranch().apply(Change.by("tester").create(FILE, content).build());
        }
        return digest.digest();
    }

    private static byte[] read(View view) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        try (InputStream in = view.newInputStream(FILE)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }

    private static void checkRange(View view, long place) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(RANGE_BYTES);
        try (SeekableByteChannel channel = view.open(FILE)) {
            channel.position(place);
            while (read.hasRemaining() && channel.read(read) >= 0) {}
        }
        int expected = (int) Math.min(RANGE_BYTES, LENGTH - place);
        byte[] wanted = new FirstBytes(new RepeatingStream().at(place), expected).readAllBytes();
        check(Arrays.equals(wanted, Arrays.copyOf(read.array(), read.position())), "bytes at " + place);
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError("Wrong: " + what);
        }
    }

    private interface Step {
        byte[] run() throws IOException;
    }

    private static byte[] timed(String what, Step step) throws IOException {
        long start = System.nanoTime();
        byte[] result = step.run();
        System.out.println(
                what + " " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
        return result;
    }

    /** The first bytes of a stream. */
    private static final class FirstBytes extends FilterInputStream {
        private long left;

        FirstBytes(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = super.read(target, offset, (int) Math.min(left, length));
            left -= count;
            return count;
        }
    }
}

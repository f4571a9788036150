package dev.ize.backend.mvstore;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file in memory that knows what a flush has made durable, can fail, and tells what a power cut may leave.
 *
 * <p>After a power cut any set of the sectors written since the last flush is there and the others are not,
 * whatever their order was.
 */
class MemoryFile implements DataFile {
    /** What a disk writes whole. */
    private static final int SECTOR_BYTES = 512;

    private final List<Change> unsynced = new ArrayList<>();
    private byte[] durable;
    private byte[] current;
    private int length;

    private sealed interface Change {}

    private record Write(long position, byte[] bytes) implements Change {}

    private record Truncation(long length) implements Change {}

    MemoryFile() {
        this(new byte[0]);
    }

    MemoryFile(byte[] content) {
        durable = content.clone();
        current = content.clone();
        length = content.length;
    }

    /** What a process finds that opens the file after this one was killed. */
    final synchronized byte[] afterKill() {
        return Arrays.copyOf(current, length);
    }

    /** What a power cut may leave, each sector with the given probability. */
    final synchronized byte[] afterPowerCut(Random random, double probability) {
        byte[] left = durable;
        for (Change change : unsynced) {
            left = change instanceof Truncation truncation
                    ? (random.nextDouble() < probability ? truncated(left, truncation.length()) : left)
                    : withSectors(left, (Write) change, random, probability);
        }
        return left.clone();
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized void read(long position, byte[] into, int offset, int count) throws IOException {
        if (position + count > length) {
            throw new EOFException("position=" + position + " count=" + count + " length=" + length);
        }
        System.arraycopy(current, (int) position, into, offset, count);
    }

    @Override
    public synchronized void write(long position, byte[] from, int offset, int count) throws IOException {
        unsynced.add(new Write(position, Arrays.copyOfRange(from, offset, offset + count)));
        int end = (int) position + count;
        if (end > current.length) {
            current = Arrays.copyOf(current, 2 * end);
        }
        System.arraycopy(from, offset, current, (int) position, count);
        length = Math.max(length, end);
    }

    @Override
    public synchronized void truncate(long newLength) throws IOException {
        unsynced.add(new Truncation(newLength));
        length = (int) Math.min(length, newLength);
        Arrays.fill(current, length, current.length, (byte) 0);
    }

    @Override
    public synchronized void force() throws IOException {
        unsynced.clear();
        durable = afterKill();
    }

    @Override
    public void close() {}

    private static byte[] withSectors(byte[] content, Write write, Random random, double probability) {
        byte[] left = content;
        long end = write.position() + write.bytes().length;
        for (long start = write.position(), next; start < end; start = next) {
            next = Math.min(end, (start / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (random.nextDouble() < probability) {
                int offset = (int) (start - write.position());
                left = with(left, start, Arrays.copyOfRange(write.bytes(), offset, offset + (int) (next - start)));
            }
        }
        return left;
    }

    private static byte[] with(byte[] content, long position, byte[] bytes) {
        byte[] changed = Arrays.copyOf(content, (int) Math.max(content.length, position + bytes.length));
        System.arraycopy(bytes, 0, changed, (int) position, bytes.length);
        return changed;
    }

    private static byte[] truncated(byte[] content, long length) {
        return Arrays.copyOf(content, (int) Math.min(content.length, length));
    }
}

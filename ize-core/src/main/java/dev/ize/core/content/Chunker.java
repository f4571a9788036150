package dev.ize.core.content;

import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts bytes into chunks and holes where the bytes themselves say so.
 *
 * <p>The next piece depends only on the bytes from its start on and on where the start lies within a
 * section; what came before is forgotten at every cut. A piece that starts at s is, by the first rule that
 * applies:
 *
 * <ol>
 *   <li>a hole, if at least {@link #MIN_HOLE_BYTES} zeros begin at s: all of the zeros there are;
 *   <li>a chunk that ends where a run of {@link #MIN_HOLE_BYTES} zeros begins, if the run is complete at or
 *       before the end that the next rule gives;
 *   <li>a chunk that ends after the first byte at which {@link GearHash} finds a boundary, strict from
 *       {@link #MIN_CHUNK_BYTES} on and loose from {@link #NORMAL_CHUNK_BYTES} on; at the latest at
 *       {@link #MAX_CHUNK_BYTES}, at the end of the section or at the end of the content.
 * </ol>
 *
 * <p>So a chunk or hole that ends at e depends on no byte at or after e + {@link #MIN_HOLE_BYTES}.
 *
 * <p>Sections start at the multiples of {@link #SECTION_BYTES} and only holes reach across. They bound what
 * a change in place can do: in content that repeats itself, a shifted cut shifts all that follow, whatever
 * the function that cuts, and only a place that is no function of the bytes ends that.
 *
 * <p>All of this is part of the format.
 */
final class Chunker {
    /** No boundary is looked for before this length. 32 KiB keeps the entry of a chunk near 0.1 % of it. */
    static final int MIN_CHUNK_BYTES = 32 << 10;

    /** From here on boundaries are loose. With 72 KiB random bytes are cut at 96 KiB on average. */
    static final int NORMAL_CHUNK_BYTES = 72 << 10;

    /** No chunk is longer. 256 KiB: what one small read or write may cost; 0.3 % of random chunks end so. */
    static final int MAX_CHUNK_BYTES = 256 << 10;

    /** No hole is shorter. A chunk has as many zeros in a row only across its end. */
    static final int MIN_HOLE_BYTES = 64 << 10;

    /** The most that a change in place makes the chunker cut again; it splits one chunk in 170. */
    static final int SECTION_BYTES = 16 << 20;

    /** What is read before the first look. Six chunks in seven are shorter, and each byte ahead may cost a read. */
    private static final int FIRST_LOOK_BYTES = 128 << 10;

    private static final int FIRST_BUFFER_BYTES = 8 << 10;
    private static final int LAST_BUFFER_BYTES = 2 * MAX_CHUNK_BYTES;
    private static final byte[] ZEROS = new byte[MIN_HOLE_BYTES];

    private final ByteSource source;
    private long position;
    private boolean sourceEnded;

    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int end;

    /** What takes the pieces, in their order. */
    interface Sink {
        /** A chunk, in a buffer that is good during the call. */
        void chunk(byte[] buffer, int offset, int length);

        void hole(long length);
    }

    /** Cuts what the source gives, which lies at the position in the whole content, where a piece starts. */
    Chunker(ByteSource source, long position) {
        this.source = source;
        this.position = position;
    }

    /** Hands the next piece to the sink, or returns false at the end. */
    boolean next(Sink sink) throws IOException {
        fill(FIRST_LOOK_BYTES);
        if (start == end) {
            return false;
        }
        if (zerosFrom(start, Math.min(end, start + MIN_HOLE_BYTES)) == MIN_HOLE_BYTES) {
            long length = takeZeros();
            sink.hole(length);
            position += length;
        } else {
            int length = chunkLength();
            sink.chunk(buffer, start, length);
            start += length;
            position += length;
        }
        return true;
    }

    /** Looks ahead: so many bytes from the piece's start, or to the end. */
    private void fill(int ahead) throws IOException {
        while (!sourceEnded && end - start < ahead) {
            makeRoom();
            int room = Math.min(buffer.length - end, ahead - (end - start));
            int zeros = (int) source.skipZeros(room);
            if (zeros > 0) {
                Arrays.fill(buffer, end, end + zeros, (byte) 0);
                end += zeros;
                continue;
            }
            int count = source.read(buffer, end, room);
            if (count < 0) {
                sourceEnded = true;
            } else {
                end += count;
            }
        }
    }

    /** The buffer starts small, because most files are, and grows to a fixed size. */
    private void makeRoom() {
        if (end < buffer.length) {
            return;
        }
        byte[] target = start == 0 ? new byte[Math.min(4 * buffer.length, LAST_BUFFER_BYTES)] : buffer;
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
    }

    private long takeZeros() throws IOException {
        long length = 0;
        while (true) {
            int run = zerosFrom(start, end);
            start += run;
            length += run;
            if (start < end) {
                return length;
            }
            length += source.skipZeros(Long.MAX_VALUE);
            fill(FIRST_LOOK_BYTES);
            if (start == end) {
                return length;
            }
        }
    }

    private int chunkLength() throws IOException {
        int limit = (int) Math.min(MAX_CHUNK_BYTES, SECTION_BYTES - position % SECTION_BYTES);
        int seen = Math.min(limit, end - start);
        int boundary = boundary(seen);
        if (boundary == seen && seen < limit) {
            fill(limit);
            boundary = boundary(Math.min(limit, end - start));
        }
        int zeroRun = zeroRun(boundary);
        return zeroRun < 0 ? boundary : zeroRun;
    }

    /** The length at which the hash ends the chunk, or the limit. */
    private int boundary(int limit) {
        if (limit <= MIN_CHUNK_BYTES) {
            return limit;
        }
        byte[] bytes = buffer;
        long[] table = GearHash.TABLE;
        long hash = 0;
        int at = start + MIN_CHUNK_BYTES - GearHash.WINDOW_BYTES;
        while (at < start + MIN_CHUNK_BYTES) {
            hash = (hash << 1) + table[bytes[at++] & 0xFF];
        }
        int strictEnd = start + Math.min(limit, NORMAL_CHUNK_BYTES);
        while (at < strictEnd) {
            if (hash >>> GearHash.STRICT_SHIFT == 0) {
                return at - start;
            }
            hash = (hash << 1) + table[bytes[at++] & 0xFF];
        }
        int looseEnd = start + limit;
        while (at < looseEnd) {
            if (hash >>> GearHash.LOOSE_SHIFT == 0) {
                return at - start;
            }
            hash = (hash << 1) + table[bytes[at++] & 0xFF];
        }
        return limit;
    }

    /**
     * The length at which the first run of zeros of a hole's length begins, if it is complete within the
     * given length; else -1. Such a run covers the last byte of one stride, so that others need no look.
     */
    private int zeroRun(int length) {
        for (int probe = MIN_HOLE_BYTES - 1; probe < length; probe += MIN_HOLE_BYTES) {
            int runStart = probe + 1;
            while (runStart > 0 && buffer[start + runStart - 1] == 0) {
                runStart--;
            }
            int runEnd = Math.min(length, runStart + MIN_HOLE_BYTES);
            if (runStart <= probe && zerosFrom(start + runStart, start + runEnd) == MIN_HOLE_BYTES) {
                return runStart;
            }
        }
        return -1;
    }

    /** How many zeros begin at an index of the buffer, before another. */
    private int zerosFrom(int from, int to) {
        int at = from;
        while (at < to) {
            int length = Math.min(to - at, ZEROS.length);
            int other = Arrays.mismatch(buffer, at, at + length, ZEROS, 0, length);
            if (other >= 0) {
                return at + other - from;
            }
            at += length;
        }
        return to - from;
    }
}

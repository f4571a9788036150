package dev.ize.tck.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The parts of a dump, taken apart and put together again by what its description says, with checksums that match:
 * so a test can change what no accident would.
 */
final class DumpFrames {
    static final int OBJECT = 2;
    static final int CHANGE = 3;
    static final int OPERATIONS = 4;
    static final int ACT = 5;

    private static final int MAGIC_BYTES = 8;
    private static final int HEADER_BYTES = 5;
    private static final int CHECKSUM_BYTES = 4;

    private final byte[] magic;
    private final List<Frame> frames = new ArrayList<>();

    /** A part: its kind and what it says. */
    record Frame(int kind, byte[] payload) {}

    private DumpFrames(byte[] magic) {
        this.magic = magic;
    }

    static DumpFrames of(byte[] dump) {
        ByteBuffer in = ByteBuffer.wrap(dump);
        byte[] magic = new byte[MAGIC_BYTES];
        in.get(magic);
        DumpFrames dumped = new DumpFrames(magic);
        while (in.hasRemaining()) {
            byte[] payload = new byte[in.getInt()];
            int kind = in.get();
            in.get(payload);
            in.getInt();
            dumped.frames.add(new Frame(kind, payload));
        }
        return dumped;
    }

    List<Frame> frames() {
        return frames;
    }

    /** The place of the first part of a kind. */
    int first(int kind) {
        return frames.indexOf(frames.stream()
                .filter(frame -> frame.kind() == kind)
                .findFirst()
                .orElseThrow());
    }

    byte[] payload(int place) {
        return frames.get(place).payload();
    }

    /** These parts with another in the place of one. */
    DumpFrames with(int place, byte[] payload) {
        DumpFrames changed = copy();
        changed.frames.set(place, new Frame(frames.get(place).kind(), payload));
        return changed;
    }

    /** These parts with one more before a place. */
    DumpFrames inserting(int place, int kind, byte[] payload) {
        DumpFrames changed = copy();
        changed.frames.add(place, new Frame(kind, payload));
        return changed;
    }

    DumpFrames without(int place) {
        DumpFrames changed = copy();
        changed.frames.remove(place);
        return changed;
    }

    /** These parts with some bytes of one replaced by as many others, at the first place where they are. */
    DumpFrames replacing(int place, byte[] bytes, byte[] others) {
        byte[] payload = payload(place).clone();
        System.arraycopy(others, 0, payload, indexOf(payload, bytes), others.length);
        return with(place, payload);
    }

    /** Where bytes are first. */
    static int indexOf(byte[] payload, byte[] bytes) {
        for (int at = 0; at + bytes.length <= payload.length; at++) {
            if (Arrays.equals(payload, at, at + bytes.length, bytes, 0, bytes.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("These bytes are not there");
    }

    byte[] toByteArray() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(magic);
        for (int number = 0; number < frames.size(); number++) {
            Frame frame = frames.get(number);
            byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                    .putInt(frame.payload().length)
                    .put((byte) frame.kind())
                    .array();
            CRC32C crc = new CRC32C();
            crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
            crc.update(header);
            crc.update(frame.payload());
            out.writeBytes(header);
            out.writeBytes(frame.payload());
            out.writeBytes(ByteBuffer.allocate(CHECKSUM_BYTES)
                    .putInt((int) crc.getValue())
                    .array());
        }
        return out.toByteArray();
    }

    private DumpFrames copy() {
        DumpFrames copy = new DumpFrames(magic);
        copy.frames.addAll(frames);
        return copy;
    }
}

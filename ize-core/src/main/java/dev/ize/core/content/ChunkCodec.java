package dev.ize.core.content;

import dev.ize.spi.CorruptStoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns the raw bytes of a chunk or tree node into the record that is stored, and back: as they are,
 * compressed, or compressed against a base, whichever is shortest. {@link ChunkRecord} describes the bytes.
 *
 * <p>A base is another stored object, which must stay stored as long as the record. It may itself have a
 * base; such chains have at most {@link #MAX_DEPTH} steps, and reading a record reads its chain.
 *
 * <p>Decoding trusts nothing: it returns exactly as many bytes as the record declares, at most
 * {@link #MAX_RAW_BYTES}, and takes memory for no more, or throws. It does not know the object's hash; see
 * {@link ChunkStore}.
 *
 * <p><i>Threads:</i> any number. <i>Life cycle:</i> holds native memory until closed; afterwards it still
 * works, without keeping any.
 */
public final class ChunkCodec implements AutoCloseable {
    /** Most raw bytes of an object. 1 MiB: four times the longest chunk, and what a delta's base may have. */
    public static final int MAX_RAW_BYTES = 1 << 20;

    /** Most bases that reading a record may take, one under the other; 8, by design: each costs a look-up. */
    public static final int MAX_DEPTH = 8;

    /** A delta of this part of the raw bytes is taken without a look at what the object comes to by itself. */
    private static final int CLEARLY_SHORT = 16;

    private final ZstdContexts zstd = new ZstdContexts();
    private final DecodedObjects decoded = new DecodedObjects();

    /**
     * A stored object to compress another against.
     *
     * @param id what the record names it by; not negative
     * @param depth how many bases it has under itself, as {@link ChunkCodec#depth} says of its record
     * @param raw its raw bytes
     */
    public record EarlierObject(long id, int depth, byte[] raw) {
        public EarlierObject {
            if (id < 0 || depth < 0 || raw.length > MAX_RAW_BYTES) {
                throw new IllegalArgumentException(
                        "base is invalid: id=" + id + " depth=" + depth + " rawBytes=" + raw.length);
            }
        }
    }

    /** Finds the records that others name as their base. */
    @FunctionalInterface
    public interface Records {
        /** The record with an id, or null if there is none. */
        byte @Nullable [] find(long id);
    }

    /**
     * The record of an object by itself.
     *
     * @throws IllegalArgumentException if it has more than {@link #MAX_RAW_BYTES}
     */
    public byte[] encode(byte[] raw) {
        return encode(raw, null);
    }

    /**
     * The record of an object, against the base, if there is one and its depth leaves room, where that is shorter by
     * a quarter: each step more costs those who read it.
     *
     * @throws IllegalArgumentException if it has more than {@link #MAX_RAW_BYTES}
     */
    public byte[] encode(byte[] raw, @Nullable EarlierObject base) {
        if (raw.length > MAX_RAW_BYTES) {
            throw new IllegalArgumentException("object is too long: rawBytes=" + raw.length);
        }
        if (raw.length == 0) {
            return ChunkRecord.raw(raw);
        }
        if (base == null || base.depth() >= MAX_DEPTH || base.raw().length == 0) {
            return encodeAlone(raw);
        }
        byte[] payload = zstd.compress(raw, base.raw());
        byte[] delta = ChunkRecord.delta(raw.length, base.depth() + 1, base.id(), payload);
        if (delta.length <= raw.length / CLEARLY_SHORT) {
            return delta;
        }
        byte[] alone = encodeAlone(raw);
        return delta.length <= alone.length - alone.length / 4 ? delta : alone;
    }

    private byte[] encodeAlone(byte[] raw) {
        return shorter(ChunkRecord.raw(raw), ChunkRecord.compressed(raw.length, zstd.compress(raw)));
    }

    /**
     * The raw bytes of a record.
     *
     * @throws CorruptStoreException if the record or one below it is invalid or missing
     */
    public byte[] decode(byte[] record, Records records) {
        return decode(record, records, null);
    }

    /**
     * The same, with the bases below it taken from those that were decoded before, and remembered.
     *
     * @param known of the same records
     */
    public byte[] decode(byte[] record, Records records, @Nullable DecodedObjects known) {
        Deque<ChunkRecord> chain = new ArrayDeque<>();
        ChunkRecord lowest = ChunkRecord.parse(record);
        byte[] raw = null;
        while (lowest.codec() == ChunkRecord.DELTA && raw == null) {
            chain.push(lowest);
            raw = known == null ? null : known.base(lowest.baseId());
            if (raw == null) {
                lowest = base(lowest, records);
            }
        }
        if (raw == null) {
            raw = lowest.codec() == ChunkRecord.RAW ? copy(lowest) : zstd.decompress(lowest);
        }
        for (ChunkRecord delta : chain) {
            if (known != null) {
                known.addBase(delta.baseId(), raw);
            }
            raw = zstd.decompress(delta, raw);
        }
        return raw;
    }

    /** The objects that readers of one store share; its owner's ids name one object for good. */
    public DecodedObjects decoded() {
        return decoded;
    }

    /**
     * Number of bytes that a record decodes to, as it declares.
     *
     * @throws CorruptStoreException if it is no record, as for the next two
     */
    public static int rawLength(byte[] record) {
        return ChunkRecord.parse(record).rawLength();
    }

    /** How many bases lie under a record, 0 to {@link #MAX_DEPTH}. */
    public static int depth(byte[] record) {
        return ChunkRecord.parse(record).depth();
    }

    /** The id of the base that a record names, if it has one. */
    public static OptionalLong baseId(byte[] record) {
        ChunkRecord parsed = ChunkRecord.parse(record);
        return parsed.codec() == ChunkRecord.DELTA ? OptionalLong.of(parsed.baseId()) : OptionalLong.empty();
    }

    /** Returns the native memory. */
    @Override
    public void close() {
        zstd.close();
    }

    /** Depth falls by one at each step, so that no chain is a loop. */
    private static ChunkRecord base(ChunkRecord delta, Records records) {
        byte[] record = records.find(delta.baseId());
        if (record == null) {
            throw new CorruptStoreException("The base of a record is missing: baseId=" + delta.baseId(), null);
        }
        ChunkRecord base = ChunkRecord.parse(record);
        if (base.depth() != delta.depth() - 1) {
            throw new CorruptStoreException(
                    "A record and its base disagree: baseId=" + delta.baseId() + " depth=" + delta.depth()
                            + " baseDepth=" + base.depth(),
                    null);
        }
        return base;
    }

    private static byte[] copy(ChunkRecord record) {
        ByteBuffer payload = record.payload();
        if (payload.remaining() != record.rawLength()) {
            throw new CorruptStoreException(
                    "A record is not as long as it says: bytes=" + payload.remaining() + " declaredBytes="
                            + record.rawLength(),
                    null);
        }
        int start = payload.arrayOffset() + payload.position();
        return Arrays.copyOfRange(payload.array(), start, start + payload.remaining());
    }

    private static byte[] shorter(byte[] first, byte[] second) {
        return second.length < first.length ? second : first;
    }
}

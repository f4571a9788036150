package dev.ize.core.content;

import dev.ize.spi.CorruptStoreException;
import java.nio.ByteBuffer;

/**
 * The stored form of an object, taken apart.
 *
 * <p>Numbers marked (v) are {@link Varint}s.
 *
 * <pre>
 *   1  codec: 0 raw, 1 zstd, 2 zstd against a base
 *   v  length of the raw bytes, 0 to 1 MiB
 *   1  depth, 1 to 8: how many bases reading this takes      (codec 2 only)
 *   v  id of the base                                        (codec 2 only)
 *   …  payload, to the end: the raw bytes, or one zstd frame with its checksum (RFC 8878)
 * </pre>
 *
 * <p>Codec 2 has the raw bytes of the base as zstd's raw-content dictionary: a prefix to which matches reach
 * back. The depth of the base is one less.
 *
 * @param payload a view of the rest of the record, backed by its array
 */
record ChunkRecord(int codec, int rawLength, int depth, long baseId, ByteBuffer payload) {
    static final int RAW = 0;
    static final int ZSTD = 1;
    static final int DELTA = 2;

    private static final int MAX_HEADER_BYTES = 1 + Varint.MAX_BYTES + 1 + Varint.MAX_BYTES;

    static byte[] raw(byte[] raw) {
        return join(header(RAW, raw.length), raw);
    }

    static byte[] compressed(int rawLength, byte[] payload) {
        return join(header(ZSTD, rawLength), payload);
    }

    static byte[] delta(int rawLength, int depth, long baseId, byte[] payload) {
        ByteBuffer header = header(DELTA, rawLength).put((byte) depth);
        Varint.put(header, baseId);
        return join(header, payload);
    }

    static ChunkRecord parse(byte[] record) {
        ByteBuffer source = ByteBuffer.wrap(record);
        int codec = source.hasRemaining() ? source.get() : -1;
        if (codec < RAW || codec > DELTA) {
            throw new CorruptStoreException("Unknown codec of a record: codec=" + codec, null);
        }
        long rawLength = Varint.get(source);
        if (rawLength > ChunkCodec.MAX_RAW_BYTES) {
            throw new CorruptStoreException("A record declares too many bytes: declaredBytes=" + rawLength, null);
        }
        int depth = 0;
        long baseId = 0;
        if (codec == DELTA) {
            depth = source.hasRemaining() ? source.get() : 0;
            if (depth < 1 || depth > ChunkCodec.MAX_DEPTH) {
                throw new CorruptStoreException("Depth of a record is out of range: depth=" + depth, null);
            }
            baseId = Varint.get(source);
        }
        return new ChunkRecord(codec, (int) rawLength, depth, baseId, source);
    }

    private static ByteBuffer header(int codec, int rawLength) {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER_BYTES).put((byte) codec);
        Varint.put(header, rawLength);
        return header;
    }

    private static byte[] join(ByteBuffer header, byte[] payload) {
        header.flip();
        return ByteBuffer.allocate(header.remaining() + payload.length)
                .put(header)
                .put(payload)
                .array();
    }
}

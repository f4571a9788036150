package dev.ize.backend.mvstore;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is known of one MVStore commit: where its chunk lies and what bytes it has.
 *
 * <p>Encoded big-endian: magic (8 bytes, its last is the format), version (8), chunk id (4), block (8), blocks (4),
 * checksum (4), durable version (8), creation time (8), CRC32C of all before (4).
 *
 * @param version MVStore's version, one higher with each commit
 * @param chunkId MVStore's number of the chunk
 * @param block first block of the chunk in MVStore's part of the file
 * @param blocks length of the chunk in blocks
 * @param checksum CRC32C of the chunk
 * @param durableVersion newest version that was durable when this record was written
 * @param createdMillis creation time of the file, to which MVStore's times are relative
 */
record Commit(
        long version, int chunkId, long block, int blocks, int checksum, long durableVersion, long createdMillis) {

    /** Bytes of an encoded commit. */
    static final int ENCODED_BYTES = 56;

    /** "IzeMvSt" and the format, 1. */
    private static final long MAGIC = 0x497A_654D_7653_7401L;

    Commit {
        if (version < 1 || chunkId < 0 || block < 2 || blocks < 1 || durableVersion > version) {
            throw new IllegalArgumentException("Not a commit. version=" + version + " chunkId=" + chunkId + " block="
                    + block + " blocks=" + blocks + " durableVersion=" + durableVersion);
        }
    }

    Commit durable() {
        return new Commit(version, chunkId, block, blocks, checksum, version, createdMillis);
    }

    byte[] encode() {
        ByteBuffer record = ByteBuffer.allocate(ENCODED_BYTES);
        record.putLong(MAGIC).putLong(version).putInt(chunkId).putLong(block).putInt(blocks);
        record.putInt(checksum).putLong(durableVersion).putLong(createdMillis);
        record.putInt(crc(record.array(), 0, record.position()));
        return record.array();
    }

    /** The commit at an offset; empty if there never was one or it was not written whole. */
    static Optional<Commit> decode(byte[] bytes, int offset) {
        ByteBuffer record = ByteBuffer.wrap(bytes, offset, ENCODED_BYTES);
        int checked = ENCODED_BYTES - Integer.BYTES;
        if (record.getInt(offset + checked) != crc(bytes, offset, checked) || record.getLong() != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new Commit(
                record.getLong(),
                record.getInt(),
                record.getLong(),
                record.getInt(),
                record.getInt(),
                record.getLong(),
                record.getLong()));
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}

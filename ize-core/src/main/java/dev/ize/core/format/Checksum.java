package dev.ize.core.format;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The CRC32C that ends every metadata value: over the keyspace's id, the key and the value, so that a record
 * that was moved is found as well as one that was changed.
 */
public final class Checksum {
    private static final int BYTES = 4;

    private Checksum() {}

    /** The value to store for a payload, to which the checksum is appended: it is used up. */
    public static byte[] seal(Keyspace keyspace, byte[] key, ByteWriter payload) {
        byte[] bytes = payload.toByteArray();
        return payload.u32(compute(keyspace, key, bytes, bytes.length)).toByteArray();
    }

    /**
     * A reader over the payload of a stored value.
     *
     * @throws CorruptStoreException if the checksum does not match
     */
    public static ByteReader open(Keyspace keyspace, byte[] key, byte[] value) {
        int length = value.length - BYTES;
        if (length < 0 || compute(keyspace, key, value, length) != stored(value, length)) {
            throw new CorruptStoreException(
                    "A record's checksum does not match. keyspace=" + keyspace.name() + " key="
                            + HexFormat.of().formatHex(key),
                    null);
        }
        return new ByteReader(value, 0, length);
    }

    private static int stored(byte[] value, int at) {
        return ((value[at] & 0xFF) << 24)
                | ((value[at + 1] & 0xFF) << 16)
                | ((value[at + 2] & 0xFF) << 8)
                | (value[at + 3] & 0xFF);
    }

    private static int compute(Keyspace keyspace, byte[] key, byte[] value, int length) {
        CRC32C crc = new CRC32C();
        crc.update(keyspace.id());
        crc.update(key);
        crc.update(value, 0, length);
        return (int) crc.getValue();
    }
}

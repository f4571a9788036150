package dev.ize.core.migrate;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Progress;
import java.security.MessageDigest;
import java.util.Set;

/**
 * What tells whether two engines hold the same records.
 *
 * @param records how many there are
 * @param bytes length of all keys and values, in bytes
 * @param hash SHA-256 over all, each keyspace's in the order of their keys
 */
public record RecordDigest(long records, long bytes, ContentHash hash) {
    private static final int REPORTED = 50_000;

    /**
     * Reads all records.
     *
     * @param keyspaces in the order in which they count for the hash
     * @param step what the progress, in records, says is being done
     */
    public static RecordDigest of(EngineSnapshot snapshot, Set<Keyspace> keyspaces, String step, Progress progress) {
        MessageDigest digest = ContentHash.newDigest();
        long records = 0;
        long bytes = 0;
        for (Keyspace keyspace : keyspaces) {
            try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
                while (cursor.next()) {
                    byte[] key = cursor.key();
                    byte[] value = cursor.value();
                    digest.update(new ByteWriter(12)
                            .u8(keyspace.id())
                            .varint(key.length)
                            .varint(value.length)
                            .toByteArray());
                    digest.update(key);
                    digest.update(value);
                    bytes += key.length + (long) value.length;
                    if (++records % REPORTED == 0) {
                        progress.reached(step, records, -1);
                    }
                }
            }
        }
        progress.reached(step, records, -1);
        return new RecordDigest(records, bytes, ContentHash.of(digest.digest()));
    }
}

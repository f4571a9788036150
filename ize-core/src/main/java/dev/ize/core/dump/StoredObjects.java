package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.OptionalLong;

/** Reads stored objects with the bytes of their records. For one thread, while the snapshot is open. */
record StoredObjects(EngineSnapshot snapshot, ChunkCodec codec) {
    /**
     * An object that has been compared with its hash.
     *
     * @param raw its bytes
     * @param record its bytes, encoded without a base
     */
    record StoredObject(byte[] raw, byte[] record) {}

    OptionalLong findId(Form form, ContentHash hash) {
        byte[] key = Keys.contentId(form, hash.toByteArray());
        byte[] value = snapshot.get(Keyspaces.CONTENT_IDS, key);
        return value == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Checksum.open(Keyspaces.CONTENT_IDS, key, value).varint());
    }

    long id(Form form, ContentHash hash) {
        return findId(form, hash)
                .orElseThrow(
                        () -> new CorruptStoreException("Content is missing. form=" + form + " hash=" + hash, null));
    }

    StoredObject read(long id, ContentHash hash) {
        byte[] record = record(id);
        byte[] raw = codec.decode(record, this::record);
        if (!ContentHash.ofContent(raw).equals(hash)) {
            throw new CorruptStoreException("Content does not match its hash. hash=" + hash, null);
        }
        return new StoredObject(raw, ChunkCodec.baseId(record).isEmpty() ? record : codec.encode(raw));
    }

    private byte[] record(long id) {
        byte[] record = snapshot.get(Keyspaces.CONTENT, Keys.content(id));
        if (record == null) {
            throw new CorruptStoreException("A content record is missing. id=" + id, null);
        }
        return record;
    }
}

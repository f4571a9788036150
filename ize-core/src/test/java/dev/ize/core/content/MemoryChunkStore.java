package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A store in memory that counts calls, verifies what it gives, and takes nothing twice or under a wrong hash. */
final class MemoryChunkStore implements ChunkStore {
    private record Key(Form form, ContentHash hash) {}

    private final Map<Key, byte[]> objects = new HashMap<>();
    private final Set<Key> read = new HashSet<>();

    int reads;
    int adds;
    long addedBytes;

    @Override
    public byte[] read(Form form, ContentHash hash) {
        reads++;
        read.add(new Key(form, hash));
        byte[] raw = objects.get(new Key(form, hash));
        if (raw == null || !ContentHash.ofContent(raw).equals(hash)) {
            throw new CorruptStoreException("Object is missing or damaged: form=" + form + " hash=" + hash, null);
        }
        return raw;
    }

    @Override
    public boolean contains(Form form, ContentHash hash) {
        return objects.containsKey(new Key(form, hash));
    }

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        assertThat(ContentHash.ofContent(raw)).isEqualTo(hash);
        assertThat(raw.length).isBetween(1, ChunkCodec.MAX_RAW_BYTES);
        assertThat(objects.put(new Key(form, hash), raw)).as("added twice").isNull();
        adds++;
        addedBytes += raw.length;
    }

    void resetCounts() {
        reads = 0;
        adds = 0;
        addedBytes = 0;
        read.clear();
    }

    boolean wasRead(Form form, ContentHash hash) {
        return read.contains(new Key(form, hash));
    }

    int size() {
        return objects.size();
    }

    /** Stores bytes under their hash as damage or an attack would: unchecked. */
    ContentHash plant(Form form, byte[] raw) {
        ContentHash hash = ContentHash.ofContent(raw);
        objects.put(new Key(form, hash), raw);
        return hash;
    }

    void remove(Form form, ContentHash hash) {
        objects.remove(new Key(form, hash));
    }

    void replace(Form form, ContentHash hash, byte[] raw) {
        objects.put(new Key(form, hash), raw);
    }
}

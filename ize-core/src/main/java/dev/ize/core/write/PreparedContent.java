package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Content in memory, cut, hashed and compressed on its caller's thread, so that the writer only has to put it
 * where it belongs.
 *
 * @param raw the bytes
 * @param reference what they are
 * @param objects the chunks and nodes, encoded, by form and hash
 */
record PreparedContent(byte[] raw, ContentReference reference, Map<ObjectKey, byte[]> objects) {
    /** The identity of a stored object. */
    record ObjectKey(Form form, ContentHash hash) {}

    static PreparedContent of(byte[] raw, ChunkCodec codec) {
        Map<ObjectKey, byte[]> objects = new LinkedHashMap<>();
        ContentReference reference = new ContentWriter(new Collector(objects, codec)).write(raw);
        return new PreparedContent(raw, reference, objects);
    }

    /** Sum of the encoded objects, in bytes. */
    long bytes() {
        return objects.values().stream().mapToLong(object -> object.length).sum();
    }

    /** Encodes each object once. */
    private record Collector(Map<ObjectKey, byte[]> objects, ChunkCodec codec) implements ChunkStore {
        @Override
        public byte[] read(Form form, ContentHash hash) {
            throw new IllegalStateException("Nothing is read while content is prepared");
        }

        @Override
        public boolean contains(Form form, ContentHash hash) {
            return objects.containsKey(new ObjectKey(form, hash));
        }

        @Override
        public void add(Form form, ContentHash hash, byte[] raw) {
            objects.put(new ObjectKey(form, hash), codec.encode(raw));
        }
    }
}

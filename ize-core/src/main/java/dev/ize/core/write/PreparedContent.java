package dev.ize.core.write;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content in memory. It is cut and hashed when it is first asked for more than its bytes, by whoever asks, so that
 * several can be cut at once. For any thread.
 */
final class PreparedContent {
    private final byte[] raw;
    private @Nullable Cut cut;

    private PreparedContent(byte[] raw) {
        this.raw = raw;
    }

    /** The identity of a stored object. */
    record ObjectKey(Form form, ContentHash hash) {}

    private record Cut(ContentReference reference, Map<ObjectKey, byte[]> objects) {}

    /** Content of these bytes, which are not copied. */
    static PreparedContent of(byte[] raw) {
        return new PreparedContent(raw);
    }

    byte[] raw() {
        return raw;
    }

    /** What the bytes are. */
    ContentReference reference() {
        return cut().reference();
    }

    /** The raw bytes of its chunks and nodes, each after those that it refers to, chunks in their order. */
    Map<ObjectKey, byte[]> objects() {
        return cut().objects();
    }

    private synchronized Cut cut() {
        Cut known = cut;
        if (known == null) {
            Map<ObjectKey, byte[]> objects = new LinkedHashMap<>();
            known = new Cut(new ContentWriter(new Collector(objects)).write(raw), objects);
            cut = known;
        }
        return known;
    }

    /** Takes each object once. */
    private record Collector(Map<ObjectKey, byte[]> objects) implements ChunkStore {
        @Override
        public byte[] read(Form form, ContentHash hash) {
            throw new CorruptStoreException("Nothing is read while content is cut. hash=" + hash, null);
        }

        @Override
        public boolean contains(Form form, ContentHash hash) {
            return objects.containsKey(new ObjectKey(form, hash));
        }

        @Override
        public void add(Form form, ContentHash hash, byte[] bytes) {
            objects.put(new ObjectKey(form, hash), bytes);
        }
    }
}

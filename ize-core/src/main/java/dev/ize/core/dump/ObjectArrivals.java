package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.NodeOutline;
import dev.ize.core.format.Codes;
import dev.ize.core.write.RecordedWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidDumpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Takes the objects of a dump in: hashes each, checks that a node stands on what is there already and is of the level
 * and length that this makes it, and stores them in batches. So no node can stand on itself, and none is higher than
 * a tree can be. For one thread.
 */
final class ObjectArrivals {
    /** Encoded bytes that are stored at once. */
    private static final long BATCH_BYTES = 4 << 20;

    /** Bytes that an object takes beside its own, in memory and in the batch: many are small in a dump that is forged. */
    private static final long OBJECT_BYTES = 128;

    /** Objects whose extent is remembered: some 10 MB. */
    private static final int REMEMBERED = 1 << 16;

    private final StoreAccess store;
    private final ChunkCodec codec;
    private final RecordedWriter writer;
    private final FrameReader frames;
    private final Runnable earlierChanges;

    private List<RecordedWriter.StoredObject> pending = new ArrayList<>();
    private long pendingBytes;

    private final Map<NodeKey, Extent> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeKey, Extent> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Encoded(Form form, byte[] record) {}

    private record NodeKey(Form form, ContentHash hash) {}

    /** How high an object stands, chunks at −1, and how much content it covers. */
    private record Extent(int level, long length) {}

    /**
     * @param earlierChanges applies the changes that wait, which make objects too
     */
    ObjectArrivals(
            StoreAccess store, ChunkCodec codec, RecordedWriter writer, FrameReader frames, Runnable earlierChanges) {
        this.earlierChanges = earlierChanges;
        this.store = store;
        this.codec = codec;
        this.writer = writer;
        this.frames = frames;
    }

    void take(Frame frame) {
        Encoded object = frames.decode(frame, in -> new Encoded(Codes.form(in), in.raw(in.remaining())));
        Form form = object.form();
        byte[] record = object.record();
        byte[] raw = decode(record);
        ContentHash hash = ContentHash.ofContent(raw);
        Extent extent = form == Form.BYTES ? new Extent(-1, raw.length) : checkNode(raw);
        remembered.put(new NodeKey(form, hash), extent);
        pending.add(new RecordedWriter.StoredObject(form, hash, record));
        pendingBytes += OBJECT_BYTES + record.length;
        if (pendingBytes >= BATCH_BYTES) {
            flush();
        }
    }

    /** Stores what was taken in and is not stored yet. */
    void flush() {
        if (!pending.isEmpty()) {
            List<RecordedWriter.StoredObject> batch = pending;
            pending = new ArrayList<>();
            pendingBytes = 0;
            store.call(() -> {
                writer.add(batch);
                return batch;
            });
        }
    }

    private byte[] decode(byte[] record) {
        try {
            if (ChunkCodec.baseId(record).isPresent()) {
                throw frames.invalid("an object stands on another", null);
            }
            return codec.decode(record, id -> null);
        } catch (CorruptStoreException e) {
            throw frames.invalid("an object cannot be decoded", e);
        }
    }

    private Extent checkNode(byte[] raw) {
        NodeOutline outline;
        try {
            outline = NodeOutline.of(raw);
        } catch (CorruptStoreException e) {
            throw frames.invalid("a node of content cannot be decoded", e);
        }
        for (NodeOutline.Child child : outline.children()) {
            Extent below = find(child);
            if (below.level() != outline.level() - 1 || below.length() != child.length()) {
                throw frames.invalid("a node of content is not what it stands on. hash=" + child.hash(), null);
            }
        }
        return new Extent(outline.level(), outline.length());
    }

    private Extent find(NodeOutline.Child child) {
        NodeKey key = new NodeKey(child.form(), child.hash());
        Extent known = remembered.get(key);
        if (known == null) {
            known = read(child);
            remembered.put(key, known);
        }
        return known;
    }

    private Extent read(NodeOutline.Child child) {
        flush();
        earlierChanges.run();
        return store.read(snapshot -> {
            StoredObjects objects = new StoredObjects(snapshot, codec);
            OptionalLong id = objects.findId(child.form(), child.hash());
            if (id.isEmpty()) {
                throw new InvalidDumpException(
                        "A node of content refers to what is neither in the dump nor in the store. hash="
                                + child.hash(),
                        null);
            }
            byte[] raw = objects.read(id.getAsLong(), child.hash()).raw();
            if (child.form() == Form.BYTES) {
                return new Extent(-1, raw.length);
            }
            NodeOutline outline = NodeOutline.of(raw);
            return new Extent(outline.level(), outline.length());
        });
    }
}

package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import java.util.HashMap;
import java.util.Map;

/** Reads stored objects through the writer's overlay and adds new ones to it. Belongs to the writer's thread. */
final class ContentAdditions extends ContentRecords {
    private final Overlay overlay;
    private final Counters counters;
    private final ChunkCodec codec;
    private final Map<ContentHash, byte[]> borrowed = new HashMap<>();

    ContentAdditions(Overlay overlay, Counters counters, ChunkCodec codec) {
        super(overlay, codec);
        this.overlay = overlay;
        this.counters = counters;
        this.codec = codec;
    }

    /** Lets an edit read a content of one chunk that lies in no record of its own. */
    void lend(ContentLocation location, byte[] raw) {
        borrowed.put(location.reference().hash(), raw);
    }

    @Override
    public byte[] read(Form form, ContentHash hash) {
        byte[] raw = form == Form.BYTES ? borrowed.get(hash) : null;
        return raw != null ? raw : super.read(form, hash);
    }

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        addEncoded(form, hash, codec.encode(raw));
    }

    /** Adds an object that is encoded already, unless it is there. */
    void addEncoded(Form form, ContentHash hash, byte[] record) {
        if (contains(form, hash)) {
            return;
        }
        long id = counters.takeContent();
        overlay.put(Keyspaces.CONTENT, Keys.content(id), record);
        byte[] key = Keys.contentId(form, hash.toByteArray());
        overlay.put(Keyspaces.CONTENT_IDS, key, Checksum.seal(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(id)));
    }
}

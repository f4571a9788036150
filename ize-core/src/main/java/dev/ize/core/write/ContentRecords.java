package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.DecodedObjects;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored objects out of one engine snapshot: the one place that compares their bytes with their hash.
 *
 * <p>For one thread, while the snapshot is open.
 */
public class ContentRecords implements ChunkStore {
    private final EngineSnapshot snapshot;
    private final ChunkCodec codec;
    private final @Nullable DecodedObjects known;

    /** Reads from a snapshot, which stays the caller's to close. */
    public ContentRecords(EngineSnapshot snapshot, ChunkCodec codec) {
        this(snapshot, codec, codec.decoded());
    }

    /**
     * Reads from a snapshot.
     *
     * @param known remembers what is decoded; null where ids may still be given to other objects
     */
    ContentRecords(EngineSnapshot snapshot, ChunkCodec codec, @Nullable DecodedObjects known) {
        this.snapshot = snapshot;
        this.codec = codec;
        this.known = known;
    }

    @Override
    public byte[] read(Form form, ContentHash hash) {
        OptionalLong id = findId(form, hash);
        if (id.isEmpty()) {
            throw new CorruptStoreException("Content is missing. form=" + form + " hash=" + hash, null);
        }
        byte[] remembered = remembered(id.getAsLong(), hash);
        if (remembered != null) {
            return remembered;
        }
        byte[] record = record(id.getAsLong());
        byte[] raw = read(id.getAsLong(), record, hash);
        wasRead(form, id.getAsLong(), record, raw);
        return raw;
    }

    /**
     * The raw bytes of the root object of a content; none for the empty one.
     *
     * @throws CorruptStoreException if it is missing or is not what its hash says
     */
    public byte[] readRoot(ContentLocation location) {
        ContentHash hash = location.reference().hash();
        if (location.place() instanceof ContentLocation.InContent place) {
            return read(place.id(), hash);
        }
        if (location.place() instanceof ContentLocation.InOperation place) {
            byte[] key = Keys.operation(place.branch(), place.seq());
            byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
            if (value == null) {
                throw new CorruptStoreException("The operation that holds a content is missing. hash=" + hash, null);
            }
            byte[] raw = OperationRecord.decode(key, value)
                    .inlineContent()
                    .orElseThrow(() ->
                            new CorruptStoreException("An operation does not hold its content. hash=" + hash, null));
            return verify(raw, hash);
        }
        return new byte[0];
    }

    @Override
    public boolean contains(Form form, ContentHash hash) {
        return findId(form, hash).isPresent();
    }

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        throw new IllegalStateException("Nothing is written while reading");
    }

    /** Where an object lies in CONTENT, if it is stored. */
    public OptionalLong findId(Form form, ContentHash hash) {
        byte[] key = Keys.contentId(form, hash.toByteArray());
        byte[] value = snapshot.get(Keyspaces.CONTENT_IDS, key);
        if (value == null) {
            return OptionalLong.empty();
        }
        var in = Checksum.open(Keyspaces.CONTENT_IDS, key, value);
        long id = in.varint();
        in.finish();
        return OptionalLong.of(id);
    }

    /** Where a content lies that is stored. */
    ContentLocation locate(ContentReference reference) {
        if (reference.length() == 0) {
            return ContentLocation.EMPTY;
        }
        long id = findId(reference.form(), reference.hash())
                .orElseThrow(() -> new CorruptStoreException("Content is missing. hash=" + reference.hash(), null));
        return new ContentLocation(reference, new ContentLocation.InContent(id));
    }

    /**
     * An object for another to be stored against: itself, or, where its chain has no room, the object at the end of
     * that; none where that cannot be compared with a hash.
     */
    Optional<EarlierObject> findBase(Form form, ContentHash hash) {
        OptionalLong id = findId(form, hash);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        byte[] record = record(id.getAsLong());
        byte[] remembered = remembered(id.getAsLong(), hash);
        byte[] raw = remembered != null ? remembered : read(id.getAsLong(), record, hash);
        return withRoom(form, new EarlierObject(id.getAsLong(), ChunkCodec.depth(record), raw));
    }

    /** The object, or, where its chain has no room, the one at the end of that, as for {@link #findBase}. */
    Optional<EarlierObject> withRoom(Form form, EarlierObject object) {
        if (object.depth() < ChunkCodec.MAX_DEPTH) {
            return Optional.of(object);
        }
        long lowest = chain(object.id())[0];
        byte[] raw = codec.decode(record(lowest), this::record, known);
        OptionalLong found = findId(form, ContentHash.ofContent(raw));
        return found.equals(OptionalLong.of(lowest))
                ? Optional.of(new EarlierObject(lowest, 0, raw))
                : Optional.empty();
    }

    /**
     * The ids of all objects that reading one takes: its bases, the lowest first, and itself at the end.
     *
     * @throws CorruptStoreException if one is missing
     */
    public long[] chain(long id) {
        long[] chain = {id};
        OptionalLong base = Keys.mayHaveBase(id) ? ChunkCodec.baseId(record(id)) : OptionalLong.empty();
        while (base.isPresent() && chain.length <= ChunkCodec.MAX_DEPTH) {
            long[] longer = new long[chain.length + 1];
            longer[0] = base.getAsLong();
            System.arraycopy(chain, 0, longer, 1, chain.length);
            chain = longer;
            base = Keys.mayHaveBase(longer[0]) ? ChunkCodec.baseId(record(longer[0])) : OptionalLong.empty();
        }
        return chain;
    }

    private byte[] read(long id, ContentHash hash) {
        byte[] remembered = remembered(id, hash);
        return remembered != null ? remembered : read(id, record(id), hash);
    }

    /** Learns of an object that was read by its hash, where nothing is remembered. */
    void wasRead(Form form, long id, byte[] record, byte[] raw) {}

    private byte @Nullable [] remembered(long id, ContentHash hash) {
        return known == null ? null : known.read(id, hash);
    }

    private byte[] read(long id, byte[] record, ContentHash hash) {
        byte[] raw = verify(codec.decode(record, this::record, known), hash);
        if (known != null) {
            known.addRead(id, hash, raw);
        }
        return raw;
    }

    private byte[] record(long id) {
        byte[] record = snapshot.get(Keyspaces.CONTENT, Keys.content(id));
        if (record == null) {
            throw new CorruptStoreException("A content record is missing. id=" + id, null);
        }
        return record;
    }

    private static byte[] verify(byte[] raw, ContentHash hash) {
        if (!ContentHash.ofContent(raw).equals(hash)) {
            throw new CorruptStoreException("Content does not match its hash. hash=" + hash, null);
        }
        return raw;
    }
}

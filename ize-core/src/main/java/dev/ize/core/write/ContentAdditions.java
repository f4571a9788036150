package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.content.NodeOutline;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.InvalidDumpException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Reads stored objects through the writer's overlay and adds new ones to it. Belongs to the writer's thread. */
final class ContentAdditions extends ContentRecords {
    /** Objects that an edit has read and not replaced yet: as many as it reads ahead. */
    private static final int MAX_REPLACED = 8;

    private final Overlay overlay;
    private final Counters counters;
    private final ChunkCodec codec;
    private final Leases leases;
    private final Map<ContentHash, byte[]> borrowed = new HashMap<>();
    private final Map<Form, Deque<EarlierObject>> replaced = new EnumMap<>(Form.class);

    ContentAdditions(Turn turn) {
        // Ids that this turn gives out may go to other objects, if the engine refuses it.
        super(turn.overlay(), turn.codec(), null);
        this.overlay = turn.overlay();
        this.counters = turn.counters();
        this.codec = turn.codec();
        this.leases = turn.leases();
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

    /** Begins an edit: what it reads from here on it is about to replace. */
    void beginEdit() {
        replaced.clear();
    }

    /** Remembers what an edit reads: its chunks and nodes come in the order of those that they replace. */
    @Override
    void wasRead(Form form, long id, byte[] record, byte[] raw) {
        Deque<EarlierObject> earlier = replaced.computeIfAbsent(form, absent -> new ArrayDeque<>());
        earlier.add(new EarlierObject(id, ChunkCodec.depth(record), raw));
        if (earlier.size() > MAX_REPLACED) {
            earlier.removeFirst();
        }
    }

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        Deque<EarlierObject> earlier = replaced.getOrDefault(form, new ArrayDeque<>());
        // The last serves all that an edit adds behind it.
        EarlierObject base = earlier.size() > 1 ? earlier.removeFirst() : earlier.peekFirst();
        addEncoded(
                form,
                hash,
                codec.encode(raw, base == null ? null : withRoom(form, base).orElse(null)));
    }

    /** Adds an object that was encoded before, or was found stored then; what is not there any more is encoded now. */
    void addPrepared(PreparedContent.ObjectKey key, byte[] raw, Optional<byte[]> record) {
        if (findId(key.form(), key.hash()).isEmpty()) {
            put(key.form(), key.hash(), record.orElseGet(() -> codec.encode(raw)));
        }
    }

    /**
     * Checks that content of a recorded operation is here, and is as long as it says.
     *
     * @throws InvalidDumpException if not
     */
    void requireAvailable(PendingOperation.Ready ready, long seq) {
        ContentReference wanted = ready.reference();
        if (ready.prepared().isPresent()) {
            return;
        }
        if (!contains(wanted.form(), wanted.hash())) {
            throw new InvalidDumpException(
                    "An operation refers to content that is neither in the dump nor in the store. hash=" + wanted.hash()
                            + " sequence=" + seq,
                    null);
        }
        byte[] raw = read(wanted.form(), wanted.hash());
        long length =
                wanted.form() == Form.BYTES ? raw.length : NodeOutline.of(raw).length();
        if (length != wanted.length()) {
            throw new InvalidDumpException(
                    "Content is not as long as an operation says. hash=" + wanted.hash() + " sequence=" + seq, null);
        }
    }

    /** An object that is there and stays, since a collection under way learns of it. */
    @Override
    public OptionalLong findId(Form form, ContentHash hash) {
        OptionalLong id = super.findId(form, hash);
        return id.isPresent() && leases.touch(id.getAsLong(), this::chain) ? id : OptionalLong.empty();
    }

    @Override
    ContentLocation locate(ContentReference reference) {
        ContentLocation located = super.locate(reference);
        leases.use(reference);
        return located;
    }

    /**
     * A node with its content moved to CONTENT, if it lies in an operation that a pruning removes or has removed.
     *
     * @param keptOf what pruning has left of a branch
     */
    NodeRecord leavePruned(NodeRecord node, LongFunction<KeptPoints> keptOf) {
        ContentLocation content = node.findContent().orElse(ContentLocation.EMPTY);
        if (!(content.place() instanceof ContentLocation.InOperation place)
                || keptOf.apply(place.branch()).hasOperation(place.seq())) {
            return node;
        }
        ContentReference reference = content.reference();
        long id = addEncoded(reference.form(), reference.hash(), codec.encode(readRoot(content)));
        return node.with(new ContentLocation(reference, new ContentLocation.InContent(id)));
    }

    /** Adds an object that is encoded already, unless it is there; gives its id. */
    long addEncoded(Form form, ContentHash hash, byte[] record) {
        OptionalLong found = findId(form, hash);
        return found.isPresent() ? found.getAsLong() : put(form, hash, record);
    }

    private long put(Form form, ContentHash hash, byte[] record) {
        long id = counters.takeContent(ChunkCodec.baseId(record).isPresent());
        overlay.put(Keyspaces.CONTENT, Keys.content(id), record);
        byte[] key = Keys.contentId(form, hash.toByteArray());
        overlay.put(Keyspaces.CONTENT_IDS, key, Checksum.seal(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(id)));
        return id;
    }
}

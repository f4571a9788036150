package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
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
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Reads stored objects through the writer's overlay and adds new ones to it. Belongs to the writer's thread. */
final class ContentAdditions extends ContentRecords {
    private final Overlay overlay;
    private final Counters counters;
    private final ChunkCodec codec;
    private final Leases leases;
    private final Map<ContentHash, byte[]> borrowed = new HashMap<>();

    ContentAdditions(Turn turn) {
        super(turn.overlay(), turn.codec());
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

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        addEncoded(form, hash, codec.encode(raw));
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
        return id.isPresent() && leases.touch(id.getAsLong()) ? id : OptionalLong.empty();
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
        if (found.isPresent()) {
            return found.getAsLong();
        }
        long id = counters.takeContent();
        overlay.put(Keyspaces.CONTENT, Keys.content(id), record);
        byte[] key = Keys.contentId(form, hash.toByteArray());
        overlay.put(Keyspaces.CONTENT_IDS, key, Checksum.seal(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(id)));
        return id;
    }
}

package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.ContentHash;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One change on its way into records: it gives each operation its seq, writes versions and notes them as the
 * operation's effects, logs the operation, and closes the change with its links.
 *
 * <p>A staged change goes on over several overlays, one a batch: {@link #continueIn}. Belongs to the writer's
 * thread.
 */
final class ChangeRun {
    private final BranchState branch;
    private final Instant time;
    private final Chain chain;
    private boolean inlineAllowed;
    private final Overlay overlay;
    private final Counters counters;
    private final TreeReader tree;
    private final ContentAdditions contents;
    private final long floor;

    private long start;
    private long operations;
    private long seq;
    private OptionalLong recordedNode = OptionalLong.empty();
    private final List<Effect> effects = new ArrayList<>();
    private Optional<byte[]> inlineContent = Optional.empty();
    private long lastSeq;
    private @Nullable OperationRecord last;

    /**
     * @param time what fills in a modification time that an operation leaves open
     * @param chain the branch's chain, with the change begun
     * @param inlineAllowed whether tiny content may lie in operations
     */
    ChangeRun(Turn turn, BranchState branch, Instant time, Chain chain, boolean inlineAllowed) {
        this.branch = branch;
        this.time = time;
        this.chain = chain;
        this.inlineAllowed = inlineAllowed;
        this.overlay = turn.overlay();
        this.counters = turn.counters();
        this.tree = new TreeReader(overlay, branch.lineage(), Long.MAX_VALUE);
        this.floor = Math.max(turn.head(branch).seq(), branch.lineage().base(0));
        this.contents = new ContentAdditions(turn);
    }

    /** Goes on in another turn, between two operations; the run that it goes on from stays as it is. */
    ChangeRun continueIn(Turn turn) {
        ChangeRun next = new ChangeRun(turn, branch, time, chain.copy(), inlineAllowed);
        next.start = start;
        next.operations = operations;
        next.lastSeq = lastSeq;
        return next;
    }

    /** The branch's tree with all that this change has done so far. */
    TreeReader tree() {
        return tree;
    }

    ContentAdditions contents() {
        return contents;
    }

    Instant time() {
        return time;
    }

    boolean inlineAllowed() {
        return inlineAllowed;
    }

    long branchId() {
        return branch.id();
    }

    /** Number of operations logged so far. */
    long operations() {
        return operations;
    }

    /** Seq of the first record of the change; 0 before there is one. */
    long start() {
        return start;
    }

    /** Bytes written in the present overlay. */
    long bytes() {
        return overlay.bytes();
    }

    /** The seq of the operation at work. */
    long seq() {
        if (seq == 0) {
            seq = counters.takeSeq();
            if (start == 0) {
                start = seq;
            }
        }
        return seq;
    }

    long newNode() {
        return recordedNode.isPresent() ? recordedNode.getAsLong() : counters.takeNode();
    }

    /** Gives the operation at work the numbers that it has in another store, and checks that they are free. */
    void takeNumbersOf(RecordedOperation recorded, Optional<PendingOperation.Ready> content) {
        content.ifPresent(ready -> contents.requireAvailable(ready, recorded.seq()));
        counters.passSeq(recorded.seq());
        seq = recorded.seq();
        if (start == 0) {
            start = seq;
        }
        recordedNode = recorded.node();
        inlineAllowed = recorded.inline();
        if (recordedNode.isPresent()) {
            counters.passNode(recordedNode.getAsLong());
            requireUnused(Keys.nodePrefix(recordedNode.getAsLong()));
        }
        if (seq <= Math.max(floor, lastSeq)) {
            throw new InvalidDumpException("Operations are not in their order. sequence=" + seq, null);
        }
    }

    private void requireUnused(byte[] nodePrefix) {
        try (Cursor versions = overlay.cursor(Keyspaces.NODES, nodePrefix, Keys.after(nodePrefix))) {
            if (versions.next()) {
                throw new InvalidDumpException("A new node has the number of another. sequence=" + seq, null);
            }
        }
    }

    void putNode(long node, NodeRecord record) {
        byte[] key = Keys.version(Keys.nodePrefix(node), branch.id(), seq());
        // A sweep that has passed by the node does not come back for a version that refers to what it removes.
        NodeRecord lasting = contents.leavePruned(record, this::keptOf);
        put(Keyspaces.NODES, key, lasting.encode(key), new Effect.OfNode(node));
    }

    private KeptPoints keptOf(long ofBranch) {
        int index = branch.lineage().indexOf(ofBranch);
        return index < 0 ? KeptPoints.ALL : branch.lineage().floor(index).kept();
    }

    /**
     * Sets what a name leads to; node 0: nothing. What the branch had there goes to the dead zone. A name that an
     * ancestor still shows gets a tombstone in the live zone, which hides it.
     */
    void setEntry(long parent, Name name, long node, @Nullable NodeKind kind) {
        byte[] liveKey = Keys.live(parent, branch.id(), name);
        byte[] former = overlay.get(Keyspaces.ENTRIES, liveKey);
        if (former != null) {
            byte[] deadKey = Keys.dead(parent, branch.id(), seq(), name);
            overlay.put(
                    Keyspaces.ENTRIES,
                    deadKey,
                    EntryRecord.decode(liveKey, former).encode(deadKey));
        }
        EntryRecord entry = new EntryRecord(seq(), node, kind);
        if (node != 0 || ancestorShows(parent, name)) {
            overlay.put(Keyspaces.ENTRIES, liveKey, entry.encode(liveKey));
        } else if (former != null) {
            overlay.delete(Keyspaces.ENTRIES, liveKey);
        }
        byte[] key = Keys.version(Keys.entryPrefix(parent, name), branch.id(), seq());
        put(Keyspaces.ENTRIES, key, entry.encode(key), new Effect.OfEntry(parent, name));
    }

    void putNames(long node, NamesRecord.Link... links) {
        byte[] key = Keys.version(Keys.nodePrefix(node), branch.id(), seq());
        put(Keyspaces.NAMES, key, new NamesRecord(List.of(links)).encode(key), new Effect.OfNames(node));
    }

    /** Sets an extended attribute; null removes it. */
    void putAttribute(long node, Name name, byte @Nullable [] value) {
        byte[] key = Keys.version(Keys.attributePrefix(node, name), branch.id(), seq());
        ByteWriter out = new ByteWriter().u8(value == null ? 0 : 1);
        if (value != null) {
            out.sized(value);
        }
        put(Keyspaces.XATTRS, key, Checksum.seal(Keyspaces.XATTRS, key, out), new Effect.OfAttribute(node, name));
    }

    /** Lets tiny content lie in the operation at work. */
    void putInline(byte[] content) {
        inlineContent = Optional.of(content);
    }

    /** Ends the operation at work. One that wrote nothing, as a rename to its own path, is not logged. */
    void log(Operation operation) {
        if (effects.isEmpty()) {
            return;
        }
        long own = seq();
        chain.add(operation);
        OperationRecord record =
                new OperationRecord(start, Optional.of(operation), inlineContent, effects, Optional.empty());
        writeRecord(own, record);
        last = record;
        lastSeq = own;
        operations++;
        effects.clear();
        inlineContent = Optional.empty();
        seq = 0;
    }

    /** Closes the change in the record of its last operation. */
    BranchState.Head close(Turn turn, String author, String message, String session) {
        OperationRecord record = last;
        if (record == null) {
            throw new IllegalStateException("A change without operations cannot be closed");
        }
        return close(turn, lastSeq, record, time, author, message, session);
    }

    /** Closes a staged change in a record of its own, at a time of its own. */
    BranchState.Head publish(Turn turn, Instant publishedAt, String author, String message, String session) {
        OperationRecord record =
                new OperationRecord(start, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        return close(turn, counters.takeSeq(), record, publishedAt, author, message, session);
    }

    /**
     * Closes the change as it is closed in another store.
     *
     * @throws InvalidDumpException if its operations or links come out otherwise
     */
    BranchState.Head closeAs(RecordedChange recorded) {
        ClosingRecord closing = recorded.closing();
        ContentHash link = chain.close(closing.author(), closing.message(), closing.session(), closing.effectiveTime());
        if (operations != closing.operations() || !link.equals(closing.branchLink())) {
            throw new InvalidDumpException(
                    "The branch's chain does not match. sequence=" + recorded.seq() + " recorded="
                            + closing.branchLink() + " computed=" + link,
                    null);
        }
        counters.linkAs(
                recorded.seq(), closing.effectiveTime(), link.toByteArray(), recorded.afterGap(), closing.storeLink());
        writeRecord(recorded.seq(), closingPlace(recorded).closedBy(closing));
        return new BranchState.Head(recorded.seq(), link);
    }

    private OperationRecord closingPlace(RecordedChange recorded) {
        byte[] key = Keys.operation(branch.id(), recorded.seq());
        byte[] there = overlay.get(Keyspaces.OPERATIONS, key);
        boolean fits = recorded.closedAlone() ? recorded.seq() > lastSeq : recorded.seq() == lastSeq;
        if (!fits || recorded.closedAlone() != (there == null)) {
            throw new InvalidDumpException("A change does not end where it says. sequence=" + recorded.seq(), null);
        }
        return there == null
                ? new OperationRecord(start, Optional.empty(), Optional.empty(), List.of(), Optional.empty())
                : OperationRecord.decode(key, there);
    }

    private BranchState.Head close(
            Turn turn,
            long closingSeq,
            OperationRecord record,
            Instant effectiveTime,
            String author,
            String message,
            String session) {
        ContentHash link = chain.close(author, message, session, effectiveTime);
        ContentHash storeLink = counters.link(closingSeq, effectiveTime, link.toByteArray());
        ClosingRecord closing = new ClosingRecord(
                operations, author, message, session, effectiveTime, turn.wallClock(), link, storeLink);
        writeRecord(closingSeq, record.closedBy(closing));
        return new BranchState.Head(closingSeq, link);
    }

    private boolean ancestorShows(long parent, Name name) {
        if (branch.lineage().size() == 1) {
            return false;
        }
        long bound = branch.lineage().bound(1, Long.MAX_VALUE);
        return new TreeReader(overlay, branch.lineage().ancestor(1), bound).lookup(parent, name) != null;
    }

    private void put(Keyspace keyspace, byte[] key, byte[] value, Effect effect) {
        overlay.put(keyspace, key, value);
        effects.add(effect);
    }

    private void writeRecord(long at, OperationRecord record) {
        byte[] key = Keys.operation(branch.id(), at);
        overlay.put(Keyspaces.OPERATIONS, key, record.encode(key));
    }
}

package dev.ize.core.verify;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Chain;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a small store, written one by one as a book would have them, without the writer.
 *
 * <pre>
 * main   1 makes /d (node 2); 2 makes /d/a (node 3, with its content in the operation) and 3 sets its mode, in one
 *        change; 4 renames it to /d/b; 8 gives /d an attribute
 * acts   5 forks side at 4; 6 makes the snapshot mark at 4
 * side   7 deletes /d/b
 * </pre>
 */
public final class HandMadeStore extends HandMadeRecords {
    public static final long MAIN = 1;
    public static final long SIDE = 2;
    public static final long ROOT = 1;
    public static final long DIRECTORY = 2;
    public static final long FILE = 3;
    public static final Name D = Name.of("d");
    public static final Name A = Name.of("a");
    public static final Name B = Name.of("b");
    public static final Name ATTRIBUTE = Name.of("user.x");

    private static final byte[] CONTENT = "tiny".getBytes(StandardCharsets.UTF_8);

    private final Lineage mainLineage = Lineage.ofRoot(MAIN);
    private final Map<Long, ContentHash> branchLinks = new HashMap<>();
    private ContentHash storeLink = Chain.START;

    /** Writes all its records. */
    public HandMadeStore() {
        putBranch(MAIN, new BranchRecord(0, 0, 0, time(0), false, "main"));
        putNode(MAIN, 0, ROOT, NodeRecord.firstRoot(time(0)));
        makeDirectory();
        makeFile();
        renameFile();
        ContentHash atFork = branchLinks.get(MAIN);
        putAct(5, new ActRecord(ActRecord.Act.FORK, "side", SIDE, MAIN, 4, time(5), time(5), Chain.START));
        putBranch(SIDE, new BranchRecord(MAIN, 4, 5, time(5), false, "side"));
        branchLinks.put(SIDE, atFork);
        createSnapshot(6, "mark", MAIN, 4);
        putCounters(6);
        deleteFile();
        setAttribute();
    }

    /** When the change or act with a seq happened. */
    public static Instant time(long seq) {
        return Instant.EPOCH.plusSeconds(1000 + seq);
    }

    /** Where the store's chain ends. */
    public ContentHash storeLink() {
        return storeLink;
    }

    /** Where a branch's chain ends. */
    public ContentHash link(long branch) {
        return branchLinks.get(branch);
    }

    /** The main branch as a writer knows it, up to 8. */
    public BranchState main() {
        return new BranchState(MAIN, branch(MAIN), mainLineage, new BranchState.Head(8, link(MAIN)));
    }

    /** The branch side as a writer knows it, up to 7; its lineage knows what is pruned of main. */
    public BranchState side() {
        return new BranchState(SIDE, branch(SIDE), mainLineage.fork(SIDE, 4, 5), new BranchState.Head(7, link(SIDE)));
    }

    static Attributes attributes(int mode, long seq) {
        return new Attributes(mode, 0, 0, time(seq), time(seq));
    }

    static NodeRecord file(int mode) {
        ContentReference reference =
                new ContentReference(ContentHash.ofContent(CONTENT), ContentReference.Form.BYTES, CONTENT.length);
        return NodeRecord.file(
                attributes(mode, 2), new ContentLocation(reference, new ContentLocation.InOperation(MAIN, 2)));
    }

    private void makeDirectory() {
        putNode(MAIN, 1, DIRECTORY, NodeRecord.directory(attributes(0755, 1)));
        putEntry(MAIN, 1, ROOT, D, DIRECTORY, NodeKind.DIRECTORY);
        putNames(MAIN, 1, DIRECTORY, new Link(true, ROOT, D));
        change(
                MAIN,
                1,
                new Operation.CreateDirectory(StorePath.of("/d"), 0755, Optional.of(time(1))),
                new Effect.OfNode(DIRECTORY),
                new Effect.OfEntry(ROOT, D),
                new Effect.OfNames(DIRECTORY));
    }

    private void makeFile() {
        StorePath path = StorePath.of("/d/a");
        putNode(MAIN, 2, FILE, file(0644));
        putEntry(MAIN, 2, DIRECTORY, A, FILE, NodeKind.FILE);
        putNames(MAIN, 2, FILE, new Link(true, DIRECTORY, A));
        putNode(MAIN, 3, FILE, file(0600));
        Operation creation =
                new Operation.CreateFile(path, file(0644).fileContent().reference(), 0644, Optional.of(time(2)));
        Operation permissions = new Operation.SetPermissions(path, 0600);
        Chain chain = new Chain(branchLinks.get(MAIN));
        chain.add(creation);
        chain.add(permissions);
        List<Effect> effects =
                List.of(new Effect.OfNode(FILE), new Effect.OfEntry(DIRECTORY, A), new Effect.OfNames(FILE));
        putOperation(
                MAIN,
                2,
                new OperationRecord(2, Optional.of(creation), Optional.of(CONTENT), effects, Optional.empty()));
        putOperation(
                MAIN,
                3,
                new OperationRecord(
                        2,
                        Optional.of(permissions),
                        Optional.empty(),
                        List.of(new Effect.OfNode(FILE)),
                        Optional.of(close(MAIN, 3, 2, chain))));
    }

    private void renameFile() {
        putEntry(MAIN, 4, DIRECTORY, A, 0, null);
        records().delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, A));
        putEntry(Keys.dead(DIRECTORY, MAIN, 4, A), new EntryRecord(2, FILE, NodeKind.FILE));
        putEntry(MAIN, 4, DIRECTORY, B, FILE, NodeKind.FILE);
        putNames(MAIN, 4, FILE, new Link(false, DIRECTORY, A), new Link(true, DIRECTORY, B));
        change(
                MAIN,
                4,
                new Operation.RenameFile(StorePath.of("/d/a"), StorePath.of("/d/b")),
                new Effect.OfEntry(DIRECTORY, A),
                new Effect.OfEntry(DIRECTORY, B),
                new Effect.OfNames(FILE));
    }

    private void deleteFile() {
        putNode(SIDE, 7, FILE, file(0600).withLinks(0));
        putEntry(SIDE, 7, DIRECTORY, B, 0, null);
        putNames(SIDE, 7, FILE, new Link(false, DIRECTORY, B));
        change(
                SIDE,
                7,
                new Operation.DeleteFile(StorePath.of("/d/b")),
                new Effect.OfNode(FILE),
                new Effect.OfEntry(DIRECTORY, B),
                new Effect.OfNames(FILE));
    }

    private void setAttribute() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8);
        putSealed(Keyspaces.XATTRS, key, new ByteWriter().u8(1).sized(new byte[] {5}));
        change(
                MAIN,
                8,
                new Operation.SetExtendedAttribute(StorePath.of("/d"), ATTRIBUTE, new byte[] {5}),
                new Effect.OfAttribute(DIRECTORY, ATTRIBUTE));
    }

    /** A change of one operation, which goes on where its branch is. */
    public void change(long branch, long seq, Operation operation, Effect... effects) {
        change(branch, seq, operation, Optional.empty(), effects);
    }

    /** A change of one operation with the content that its file has after it. */
    void change(long branch, long seq, Operation operation, Optional<byte[]> content, Effect... effects) {
        Chain chain = new Chain(branchLinks.getOrDefault(branch, Chain.START));
        chain.add(operation);
        putOperation(
                branch,
                seq,
                new OperationRecord(
                        seq,
                        Optional.of(operation),
                        content,
                        List.of(effects),
                        Optional.of(close(branch, seq, 1, chain))));
    }

    private ClosingRecord close(long branch, long seq, int operations, Chain chain) {
        ContentHash link = chain.close("author", "", "", time(seq));
        branchLinks.put(branch, link);
        storeLink = Chain.storeLink(storeLink, seq, link.toByteArray());
        return new ClosingRecord(operations, "author", "", "", time(seq), time(seq), link, storeLink);
    }

    /** An act that makes a snapshot of a point. */
    void createSnapshot(long seq, String name, long branch, long point) {
        putAct(seq, ActRecord.Act.CREATE_SNAPSHOT, name, branch, point);
        putSnapshot(name, new SnapshotRecord(branch, point, time(seq), ""));
    }

    /** An act that deletes the branch side, of which all is left that it wrote. */
    void deleteSide(long seq) {
        putAct(seq, ActRecord.Act.DELETE_BRANCH, "side", SIDE, 0);
        putCounters(seq);
        putBranch(SIDE, branch(SIDE).asDeleted());
        delete(Keyspaces.BRANCHES, Keys.branchName("side".getBytes(StandardCharsets.UTF_8)));
    }

    /** An act that prunes main up to 4 and keeps 1, from which nothing is gone yet. */
    void pruneMain(long seq) {
        putAct(seq, ActRecord.Act.PRUNE, "main", MAIN, 4);
        putFloor(MAIN, new FloorRecord(4, false, time(1), seq, 1, FloorRecord.digestOf(new long[] {1})));
        putKeptPoint(MAIN, 1);
    }

    /** An act without a parent, at the time of its seq. */
    public void putAct(long seq, ActRecord.Act act, String name, long branch, long point) {
        putAct(seq, new ActRecord(act, name, branch, 0, point, time(seq), time(seq), Chain.START));
    }

    /** An act, which goes on where the store is, whatever link it has been given. */
    public void putAct(long seq, ActRecord open) {
        storeLink = Chain.storeLink(storeLink, seq, open.canonical());
        ActRecord closed = new ActRecord(
                open.act(),
                open.name(),
                open.branch(),
                open.parent(),
                open.seq(),
                open.effectiveTime(),
                open.recordedTime(),
                storeLink);
        replaceAct(seq, closed);
    }

    /** A point that was kept below the floor of a branch. */
    void putKeptPoint(long branch, long seq) {
        byte[] key = Keys.keptPoint(branch, seq);
        records().put(Keyspaces.BRANCHES, key, new KeptPointRecord(time(3)).encode(key));
    }

    /** The counters after an act that made no branch, no node and no content. */
    void putCounters(long seq) {
        putCounters(new CountersRecord(seq + 1, 3, 4, 1, time(0), time(seq), seq, storeLink));
    }

    /** Says of a change of one operation that another author made it, and leaves its links. */
    void forgeAuthor(long branch, long seq) {
        OperationRecord right = operation(branch, seq);
        ClosingRecord closing = right.closing().orElseThrow();
        ClosingRecord forged = new ClosingRecord(
                1,
                "another author",
                closing.message(),
                closing.session(),
                closing.effectiveTime(),
                closing.recordedTime(),
                closing.branchLink(),
                closing.storeLink());
        putOperation(branch, seq, right.closedBy(forged));
    }
}

package dev.ize.core.collect;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkTree;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.ContentRecords;
import dev.ize.core.write.Leases;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentExplanation.Holder;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps a content stored: the way of a collection, backwards. It reads the nodes of all chunk trees until
 * it knows all that contain the content, and then the versions of all nodes once; no index is kept for it.
 *
 * <p>For one call, on one thread. Memory: some hundred bytes for each tree node that contains the content.
 */
public final class Explainer {
    /** Records that are read through one engine snapshot: some tens of milliseconds. */
    private static final int RECORDS_PER_SNAPSHOT = 4096;

    private final Supplier<? extends EngineSnapshot> snapshots;
    private final ChunkCodec codec;
    private final LongFunction<Optional<Lineage>> lineages;
    private final ContentHash wanted;
    private final int limit;
    private final Set<ContentHash> containers = new HashSet<>();
    private final List<Holder> holders = new ArrayList<>();
    private long holderCount;
    private long newerNode;
    private long newerBranch;
    private long newerSeq;

    /**
     * @param snapshots opens the newest state of the engine, to be closed soon
     * @param lineages of the branches that there are
     * @param limit most holders to name
     */
    public Explainer(
            Supplier<? extends EngineSnapshot> snapshots,
            ChunkCodec codec,
            LongFunction<Optional<Lineage>> lineages,
            ContentHash wanted,
            int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative: " + limit);
        }
        this.snapshots = snapshots;
        this.codec = codec;
        this.lineages = lineages;
        this.wanted = wanted;
        this.limit = limit;
    }

    /** Looks at one record, on which a cursor stands. */
    private interface Visitor {
        void visit(EngineSnapshot snapshot, byte[] key, Cursor cursor);
    }

    /**
     * Explains.
     *
     * @param progress in records; what it throws ends the work
     * @throws CorruptStoreException if damage hides what holds the content
     */
    public ContentExplanation explain(Leases leases, Progress progress) {
        boolean grown = true;
        while (grown) {
            int before = containers.size();
            each(Keyspaces.CONTENT_IDS, "looking for what contains it", progress, this::visitObject);
            grown = containers.size() > before;
        }
        each(Keyspaces.NODES, "looking for files that hold it", progress, this::visitVersion);
        int objects = 0;
        long storedBytes = 0;
        boolean leased = false;
        try (EngineSnapshot snapshot = snapshots.get()) {
            ContentRecords records = new ContentRecords(snapshot, codec);
            for (Form form : Form.values()) {
                OptionalLong id = records.findId(form, wanted);
                if (id.isPresent()) {
                    byte[] record = snapshot.get(Keyspaces.CONTENT, Keys.content(id.getAsLong()));
                    objects++;
                    storedBytes += record == null ? 0 : record.length;
                    leased |= leases.holds(id.getAsLong());
                }
            }
            leased |= leases.holdsAny(Set.of(wanted)) || leases.holdsAny(containers);
        }
        return new ContentExplanation(wanted, objects, storedBytes, containers.size(), leased, holderCount, holders);
    }

    private void each(Keyspace keyspace, String what, Progress progress, Visitor visitor) {
        byte[] from = new byte[0];
        long done = 0;
        while (from != null) {
            try (EngineSnapshot snapshot = snapshots.get()) {
                from = some(keyspace, snapshot, from, visitor);
            }
            done += RECORDS_PER_SNAPSHOT;
            progress.reached(what, done, -1);
        }
    }

    /** Visits some records; gives where the next begin, null after the last. */
    private static byte @Nullable [] some(Keyspace keyspace, EngineSnapshot snapshot, byte[] from, Visitor visitor) {
        try (Cursor cursor = snapshot.cursor(keyspace, from, null)) {
            for (int i = 0; i < RECORDS_PER_SNAPSHOT; i++) {
                if (!cursor.next()) {
                    return null;
                }
                visitor.visit(snapshot, cursor.key(), cursor);
            }
            return Keys.after(cursor.key());
        }
    }

    private void visitObject(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        ContentHash hash = ContentHash.of(Arrays.copyOf(key, ContentHash.BYTES));
        boolean isTree = Arrays.equals(key, Keys.contentId(Form.TREE, hash.toByteArray()));
        if (!isTree || containers.contains(hash)) {
            return;
        }
        byte[] node = new ContentRecords(snapshot, codec).read(Form.TREE, hash);
        for (ContentReference child : ChunkTree.children(node)) {
            if (child.hash().equals(wanted) || (child.form() == Form.TREE && containers.contains(child.hash()))) {
                containers.add(hash);
                return;
            }
        }
    }

    private void visitVersion(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        long node = Keys.longAt(key, 0);
        long branch = Keys.branchOf(key);
        long seq = Keys.seqOf(key);
        // Versions of a node on a branch come newest first.
        boolean isNewest = node != newerNode || branch != newerBranch;
        OptionalLong until = isNewest ? OptionalLong.empty() : OptionalLong.of(newerSeq);
        newerNode = node;
        newerBranch = branch;
        newerSeq = seq;
        NodeRecord record = NodeRecord.decode(key, cursor.value());
        if (record.isTombstone() || record.kind() != NodeKind.FILE) {
            return;
        }
        ContentReference content = record.fileContent().reference();
        boolean isWhole = content.hash().equals(wanted);
        if (isWhole || (content.form() == Form.TREE && containers.contains(content.hash()))) {
            holderCount++;
            if (holders.size() < limit) {
                long shown = lineages.apply(branch)
                        .map(lineage ->
                                lineage.floor(0).kept().firstAtOrAbove(seq).orElse(seq))
                        .orElse(seq);
                Point since = new Point(new BranchId(branch), shown);
                holders.add(new Holder(path(snapshot, node, branch, shown), since, until, isWhole));
            }
        }
    }

    private Optional<StorePath> path(EngineSnapshot snapshot, long node, long branch, long seq) {
        return lineages.apply(branch).flatMap(lineage -> {
            TreeReader tree = new TreeReader(snapshot, lineage, seq);
            try {
                return tree.links(node, 1).stream()
                        .findFirst()
                        .map(link -> tree.directoryPath(link.parent()).resolve(link.name()));
            } catch (CorruptStoreException e) {
                // Verification tells what is wrong; that the version holds the content is true all the same.
                return Optional.empty();
            }
        });
    }
}

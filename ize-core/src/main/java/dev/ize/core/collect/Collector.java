package dev.ize.core.collect;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkTree;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.ContentRecords;
import dev.ize.core.write.Leases;
import dev.ize.core.write.Writer;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Marks the stored objects that a version or a lease reaches, and removes the others, beside readers and the writer.
 *
 * <p>It reads the versions of all nodes once, through engine snapshots that are held briefly, while the writer marks
 * what comes into use meanwhile ({@link Leases}); then it removes what is not marked, in small batches in the
 * writer's turns. It may end at any point: what is removed by then was not needed, and the next collection removes
 * the rest. Memory: two bits for each content id ever given out.
 *
 * <p><i>Threads:</i> any; collections wait for each other. <i>Failure:</i> damage that keeps it from seeing all that
 * is in use ends it before anything is removed. {@link IllegalStateException} where a thread that is inside calls again.
 */
public final class Collector {
    /** Versions that are read through one engine snapshot: some tens of milliseconds. */
    private static final int VERSIONS_PER_SNAPSHOT = 4096;

    /** Objects that are removed at once. */
    private static final int REMOVED_AT_ONCE = 500;

    private final Supplier<? extends EngineSnapshot> snapshots;
    private final Writer writer;
    private final ChunkCodec codec;
    private final Leases leases;
    private final ReentrantLock one = new ReentrantLock();

    /**
     * @param snapshots opens the newest state of the engine, to be closed soon
     */
    public Collector(Supplier<? extends EngineSnapshot> snapshots, Writer writer, ChunkCodec codec, Leases leases) {
        this.snapshots = snapshots;
        this.writer = writer;
        this.codec = codec;
        this.leases = leases;
    }

    /**
     * Collects, as {@link dev.ize.spi.FileSystemStorage#collect} says.
     *
     * @param progress called on the caller's thread, in versions, then in objects; what it throws ends the collection
     */
    public CollectedContent collect(RemovalMode mode, Progress progress) {
        enter();
        try {
            writer.awaitRemovals();
            BeginTask.Begun begun = writer.submit(new BeginTask(leases));
            try {
                mark(begun, progress);
                return remove(begun.marks(), mode, progress);
            } finally {
                leases.end();
            }
        } finally {
            one.unlock();
        }
    }

    /** Does work whose content no lease keeps; it waits for a collection under way, and a collection for it. */
    public <R> R exclude(Supplier<R> work) {
        enter();
        try {
            return work.get();
        } finally {
            one.unlock();
        }
    }

    /** A collection inside another would end the marks of that, and what came into use then could be removed. */
    private void enter() {
        if (one.isHeldByCurrentThread()) {
            throw new IllegalStateException("A collection, load, pruning, verification or explanation is under way on"
                    + " this thread; its progress must not ask for another");
        }
        one.lock();
    }

    private void mark(BeginTask.Begun begun, Progress progress) {
        ContentMarks marks = begun.marks();
        keepBases(marks, begun.leased().objects());
        begun.leased().contents().forEach(content -> reachAll(marks, content));
        byte[] from = new byte[0];
        long done = 0;
        while (from != null) {
            try (EngineSnapshot snapshot = snapshots.get()) {
                from = markVersions(marks, snapshot, from);
            }
            done += VERSIONS_PER_SNAPSHOT;
            progress.reached("finding what is in use", done, -1);
        }
        Set<ContentReference> used = writer.submit(new UsedTask());
        while (!used.isEmpty()) {
            used.forEach(content -> reachAll(marks, content));
            used = writer.submit(new UsedTask());
        }
    }

    /** Marks the contents of some versions; gives where the next begin, null after the last. */
    private byte @Nullable [] markVersions(ContentMarks marks, EngineSnapshot snapshot, byte[] from) {
        ContentRecords records = new ContentRecords(snapshot, codec);
        try (Cursor cursor = snapshot.cursor(Keyspaces.NODES, from, null)) {
            for (int i = 0; i < VERSIONS_PER_SNAPSHOT; i++) {
                if (!cursor.next()) {
                    return null;
                }
                NodeRecord node = NodeRecord.decode(cursor.key(), cursor.value());
                if (!node.isTombstone() && node.kind() == NodeKind.FILE) {
                    markRoot(marks, records, node.fileContent());
                }
            }
            return Keys.after(cursor.key());
        }
    }

    private static void markRoot(ContentMarks marks, ContentRecords records, ContentLocation content) {
        if (content.place() instanceof ContentLocation.InContent place && marks.reach(place.id())) {
            keepBases(marks, records, place.id());
            if (content.reference().form() == Form.TREE) {
                markChildren(marks, records, records.readRoot(content));
            }
        }
    }

    /** A base stays as long as what is stored against it; what it refers to itself, if it is a node, may go. */
    private static void keepBases(ContentMarks marks, ContentRecords records, long id) {
        for (long base : records.chain(id)) {
            marks.touch(base);
        }
    }

    private void keepBases(ContentMarks marks, List<Long> objects) {
        try (EngineSnapshot snapshot = snapshots.get()) {
            ContentRecords records = new ContentRecords(snapshot, codec);
            objects.forEach(id -> keepBases(marks, records, id));
        }
    }

    private static void markChildren(ContentMarks marks, ContentRecords records, byte[] node) {
        for (ContentReference child : ChunkTree.children(node)) {
            mark(marks, records, child);
        }
    }

    private static void mark(ContentMarks marks, ContentRecords records, ContentReference content) {
        OptionalLong id = records.findId(content.form(), content.hash());
        if (id.isEmpty()) {
            // What a version refers to is missing: whoever reads it is told, and nothing is to be kept for it.
            return;
        }
        if (marks.reach(id.getAsLong())) {
            keepBases(marks, records, id.getAsLong());
            if (content.form() == Form.TREE) {
                markChildren(marks, records, records.read(Form.TREE, content.hash()));
            }
        }
    }

    private void reachAll(ContentMarks marks, ContentReference content) {
        try (EngineSnapshot snapshot = snapshots.get()) {
            mark(marks, new ContentRecords(snapshot, codec), content);
        }
    }

    private CollectedContent remove(ContentMarks marks, RemovalMode mode, Progress progress) {
        FreeObjects free = new FreeObjects(snapshots, marks, VERSIONS_PER_SNAPSHOT, FreeObjects.MAX_REMEMBERED);
        long objects = 0;
        long bytes = 0;
        List<FreeObjects.Found> round = free.next(rows -> progress.reached("looking for the rest", rows, -1));
        while (!round.isEmpty()) {
            for (int from = 0; from < round.size(); from += REMOVED_AT_ONCE) {
                List<Candidate> candidates =
                        measure(round.subList(from, Math.min(round.size(), from + REMOVED_AT_ONCE)));
                List<Candidate> removed =
                        mode == RemovalMode.REMOVE ? writer.submit(new RemoveTask(marks, candidates)) : candidates;
                objects += removed.size();
                bytes += removed.stream().mapToLong(Candidate::bytes).sum();
                progress.reached("removing the rest", objects, -1);
            }
            round = free.next(rows -> {});
        }
        return new CollectedContent(objects, bytes, free.rows() - objects);
    }

    private List<Candidate> measure(List<FreeObjects.Found> found) {
        try (EngineSnapshot snapshot = snapshots.get()) {
            return found.stream()
                    .map(object -> {
                        byte[] record = snapshot.get(Keyspaces.CONTENT, Keys.content(object.id()));
                        return new Candidate(object.key(), object.id(), record == null ? 0 : record.length);
                    })
                    .toList();
        }
    }
}

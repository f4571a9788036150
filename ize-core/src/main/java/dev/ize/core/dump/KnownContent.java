package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ObjectSet;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.BranchState;
import dev.ize.spi.Progress;

/**
 * Finds the objects that a store must hold which has everything up to a base: those of all contents that operations
 * gave to files by then, on branches that live. Reads the log once, page by page.
 */
final class KnownContent {
    private static final int PAGE = 2000;

    private final StoreAccess store;
    private final ChunkCodec codec;
    private final DumpPlan plan;
    private final ObjectSet known;
    private long pages;

    KnownContent(StoreAccess store, ChunkCodec codec, DumpPlan plan, ObjectSet known) {
        this.store = store;
        this.codec = codec;
        this.plan = plan;
        this.known = known;
    }

    /** Adds all objects of the history up to a seq. */
    void find(long base, Progress progress) {
        for (BranchState branch : plan.kept()) {
            long bound = Math.min(base, plan.bound(branch));
            long done = branch.lineage().base(0);
            // Content of a deleted branch may have gone elsewhere before it goes here.
            while (!branch.isDeleted() && done < bound) {
                long from = done;
                done = store.read(snapshot -> readPage(snapshot, branch.id(), from, bound));
                pages++;
                progress.reached("finding what is known", pages * PAGE, -1);
            }
        }
    }

    private long readPage(EngineSnapshot snapshot, long branch, long after, long bound) {
        StoredObjects objects = new StoredObjects(snapshot, codec);
        byte[] from = Keys.operation(branch, after + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, Keys.operation(branch, bound + 1))) {
            long seq = bound;
            for (int i = 0; i < PAGE; i++) {
                if (!cursor.next()) {
                    return bound;
                }
                seq = Keys.longAt(cursor.key(), 8);
                long own = seq;
                OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
                FileVersions.written(snapshot, branch, own, record)
                        .ifPresent(location -> addAll(location, known, objects));
            }
            return seq;
        }
    }

    /** Adds the objects of one content. */
    static void addAll(ContentLocation location, ObjectSet known, StoredObjects objects) {
        if (location.place() instanceof ContentLocation.InContent) {
            new ContentWalk(location.reference(), known, false).goThrough(objects);
        }
    }
}

package dev.ize.core.collect;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.ContentMarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects that nothing needs, in the order in which they may go: the newest first, so that none is there
 * without the base that it was stored against, which is older.
 *
 * <p>Their hashes are in another order, so that each round reads all of them, and remembers the newest objects that it
 * meets. For one thread.
 */
final class FreeObjects {
    /** Objects that a round of a collection remembers: some 10 MB. */
    static final int MAX_REMEMBERED = 50_000;

    private static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparingLong(Found::id).reversed();

    private final Supplier<? extends EngineSnapshot> snapshots;
    private final ContentMarks marks;
    private final int rowsPerSnapshot;
    private final int maxRemembered;
    private List<Found> found = new ArrayList<>();
    private long bound = Long.MAX_VALUE;
    private long floor;
    private boolean ended;
    private long rows;

    /**
     * An object.
     *
     * @param key its key in CONTENT_IDS
     * @param id where it lies in CONTENT
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Found(byte[] key, long id) {}

    /**
     * @param snapshots opens the newest state of the engine, to be closed soon
     * @param rowsPerSnapshot rows that are read through one
     * @param maxRemembered most objects of a round
     */
    FreeObjects(
            Supplier<? extends EngineSnapshot> snapshots, ContentMarks marks, int rowsPerSnapshot, int maxRemembered) {
        this.snapshots = snapshots;
        this.marks = marks;
        this.rowsPerSnapshot = rowsPerSnapshot;
        this.maxRemembered = maxRemembered;
    }

    /**
     * The objects of the next round, newest first; empty after the last.
     *
     * @param progress hears of rows that were read for the first time
     */
    List<Found> next(LongConsumer progress) {
        if (ended) {
            return List.of();
        }
        found = new ArrayList<>();
        floor = 0;
        byte[] from = new byte[0];
        while (from != null) {
            try (EngineSnapshot snapshot = snapshots.get()) {
                from = read(snapshot, from, progress);
            }
        }
        keepNewest();
        ended = floor == 0;
        bound = floor;
        List<Found> round = found;
        found = List.of();
        return round;
    }

    /** Objects that were there when the first round met them. */
    long rows() {
        return rows;
    }

    private byte @Nullable [] read(EngineSnapshot snapshot, byte[] from, LongConsumer progress) {
        boolean isFirstRound = bound == Long.MAX_VALUE;
        boolean more = true;
        byte[] last = from;
        try (Cursor cursor = snapshot.cursor(Keyspaces.CONTENT_IDS, from, null)) {
            for (int i = 0; i < rowsPerSnapshot && more; i++) {
                more = cursor.next();
                if (more) {
                    last = cursor.key();
                    take(last, cursor.value());
                    rows += isFirstRound ? 1 : 0;
                }
            }
        }
        if (isFirstRound) {
            progress.accept(rows);
        }
        return more ? Keys.after(last) : null;
    }

    private void take(byte[] key, byte[] row) {
        var in = Checksum.open(Keyspaces.CONTENT_IDS, key, row);
        long id = in.varint();
        in.finish();
        if (id >= floor && id < bound && marks.isFree(id)) {
            add(new Found(key, id));
        }
    }

    private void add(Found object) {
        found.add(object);
        if (found.size() >= 2 * maxRemembered) {
            keepNewest();
        }
    }

    private void keepNewest() {
        found.sort(NEWEST_FIRST);
        if (found.size() > maxRemembered) {
            found = new ArrayList<>(found.subList(0, maxRemembered));
            floor = found.get(found.size() - 1).id();
        }
    }
}

package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.KeptPointRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The points of one branch that pruning has left: all from the floor on, and some below. Immutable.
 *
 * <p>Memory: some tens of bytes for each point below the floor.
 */
public final class KeptPoints {
    /** All points of a branch that was never pruned. */
    public static final KeptPoints ALL = new KeptPoints(0, false, Instant.MIN, new long[0], List.of());

    private final long floor;
    private final boolean ended;
    private final Instant firstTime;
    private final long[] points;
    private final List<Instant> untils;

    /**
     * @param floor seq from which on everything is there
     * @param ended whether nothing above the floor stays either
     * @param firstTime effective time of the branch's first change
     * @param points the seqs below the floor that stay, ascending
     * @param untils for each, the effective time of the change that came next
     */
    public KeptPoints(long floor, boolean ended, Instant firstTime, long[] points, List<Instant> untils) {
        this.floor = floor;
        this.ended = ended;
        this.firstTime = firstTime;
        this.points = points.clone();
        this.untils = List.copyOf(untils);
    }

    /** Those that the records of a store say. */
    public static KeptPoints read(EngineSnapshot snapshot, long branch) {
        byte[] key = Keys.floor(branch);
        byte[] value = snapshot.get(Keyspaces.BRANCHES, key);
        if (value == null) {
            return ALL;
        }
        FloorRecord record = FloorRecord.decode(key, value);
        List<Long> seqs = new ArrayList<>();
        List<Instant> untils = new ArrayList<>();
        byte[] prefix = Keys.keptPoints(branch);
        try (Cursor cursor = snapshot.cursor(Keyspaces.BRANCHES, prefix, Keys.after(prefix))) {
            while (cursor.next()) {
                seqs.add(Keys.longAt(cursor.key(), prefix.length));
                untils.add(KeptPointRecord.decode(cursor.key(), cursor.value()).until());
            }
        }
        long[] points = seqs.stream().mapToLong(Long::longValue).toArray();
        return new KeptPoints(record.floor(), record.ended(), record.firstTime(), points, untils);
    }

    /** The floor that the records of a store say; −1 if there is none. */
    public static long floorIn(EngineSnapshot snapshot, long branch) {
        byte[] key = Keys.floor(branch);
        byte[] value = snapshot.get(Keyspaces.BRANCHES, key);
        return value == null ? -1 : FloorRecord.decode(key, value).floor();
    }

    /** Whether the records of a store say that a point can be read; takes two look-ups. */
    public static boolean isKeptIn(EngineSnapshot snapshot, long branch, long seq) {
        return seq >= floorIn(snapshot, branch)
                || snapshot.get(Keyspaces.BRANCHES, Keys.keptPoint(branch, seq)) != null;
    }

    /** Seq of the point from which on everything is there; 0 for a branch that was not pruned, or of which all goes. */
    public long floor() {
        return floor;
    }

    /** Whether nothing above the floor stays either. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether all of the branch goes: then nobody sees through it what it was forked from, and that may have gone too. */
    public boolean keepsNothing() {
        return ended && floor == 0;
    }

    /** Whether anything was pruned. */
    public boolean isPruned() {
        return floor > 0 || ended;
    }

    /** Effective time of the branch's first change, whether or not that stays. */
    public Instant firstTime() {
        return firstTime;
    }

    /** The seqs below the floor that stay, ascending. */
    public long[] points() {
        return points.clone();
    }

    /** The effective time of the change after each of {@link #points}. */
    public List<Instant> untils() {
        return untils;
    }

    /** Whether a point of the branch's own can be read. */
    public boolean contains(long seq) {
        return firstAtOrAbove(seq).orElse(-1) == seq;
    }

    /** Whether the operation with a seq is there, whole. */
    public boolean hasOperation(long seq) {
        return seq > floor && !ended;
    }

    /** The first point at or above a seq that can be read, of those that there may be; empty if there is none. */
    public OptionalLong firstAtOrAbove(long seq) {
        if (seq >= floor) {
            return ended && seq > floor ? OptionalLong.empty() : OptionalLong.of(seq);
        }
        int index = Arrays.binarySearch(points, seq);
        int above = index >= 0 ? index : -index - 1;
        return OptionalLong.of(above < points.length ? points[above] : floor);
    }

    /** The last point below a seq that was kept, at or below the floor. */
    public OptionalLong lastBelow(long seq) {
        if (seq > floor && floor > 0) {
            return OptionalLong.of(floor);
        }
        int index = Arrays.binarySearch(points, seq);
        int below = (index >= 0 ? index : -index - 1) - 1;
        return below >= 0 ? OptionalLong.of(points[below]) : OptionalLong.empty();
    }

    /**
     * Whether any point that can be read sees a version.
     *
     * @param next seq of the version after it; {@link Long#MAX_VALUE} if it is the newest
     */
    public boolean sees(long seq, long next) {
        OptionalLong point = firstAtOrAbove(seq);
        return point.isPresent() && point.getAsLong() < next;
    }

    /** The index of the first point below the floor after which the next change came later than a time. */
    OptionalInt firstUntilAfter(Instant time) {
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (untils.get(middle).isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < points.length ? OptionalInt.of(low) : OptionalInt.empty();
    }

    long point(int index) {
        return points[index];
    }
}

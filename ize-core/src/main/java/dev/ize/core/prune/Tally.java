package dev.ize.core.prune;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.format.TallyRecord.Column;
import dev.ize.spi.ContentHash;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Counts the versions at or below floors, by branch and keyspace. For one thread. */
public final class Tally {
    private record Place(long branch, Keyspace keyspace) {}

    private final Map<Place, Column> columns = new HashMap<>();

    /** Counts a version. */
    public void add(long branch, Keyspace keyspace, byte[] key) {
        long sum = ByteBuffer.wrap(ContentHash.ofContent(key).toByteArray()).getLong();
        add(new Place(branch, keyspace), new Column(1, sum));
    }

    /** Adds all that another one has counted. */
    void addAll(Tally other) {
        other.columns.forEach(this::add);
    }

    private void add(Place place, Column column) {
        columns.merge(place, column, (one, two) -> new Column(one.count() + two.count(), one.sum() + two.sum()));
    }

    /** What was counted of a branch. */
    public TallyRecord of(long branch, long act) {
        return new TallyRecord(
                act,
                column(branch, Keyspaces.NODES),
                column(branch, Keyspaces.ENTRIES),
                column(branch, Keyspaces.NAMES),
                column(branch, Keyspaces.XATTRS));
    }

    /** What was counted of a branch in one keyspace. */
    public Column column(long branch, Keyspace keyspace) {
        return columns.getOrDefault(new Place(branch, keyspace), Column.NONE);
    }
}

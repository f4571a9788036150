package dev.ize.core.format;

/**
 * What a sweep has left of a branch's versions at or below its floor, so that one that is missing is noticed. There is
 * none until the sweep is done.
 *
 * @param act seq of the act that raised the floor
 * @param nodes versions in NODES
 * @param entries those in the versions zone of ENTRIES
 * @param names those in NAMES
 * @param attributes those in XATTRS
 */
public record TallyRecord(long act, Column nodes, Column entries, Column names, Column attributes) {
    /**
     * Versions of one keyspace.
     *
     * @param count how many
     * @param sum the sum of the first 8 bytes of the SHA-256 of each key, modulo 2^64
     */
    public record Column(long count, long sum) {
        public static final Column NONE = new Column(0, 0);
    }

    /** The column of a keyspace. */
    public Column column(dev.ize.core.engine.Keyspace keyspace) {
        if (keyspace.equals(Keyspaces.NODES)) {
            return nodes;
        }
        if (keyspace.equals(Keyspaces.ENTRIES)) {
            return entries;
        }
        return keyspace.equals(Keyspaces.NAMES) ? names : attributes;
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter().varint(act);
        for (Column column : new Column[] {nodes, entries, names, attributes}) {
            out.varint(column.count()).u64(column.sum());
        }
        return Checksum.seal(Keyspaces.BRANCHES, key, out);
    }

    /** The record under a key. */
    public static TallyRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.BRANCHES, key, value);
        TallyRecord record = new TallyRecord(in.varint(), column(in), column(in), column(in), column(in));
        in.finish();
        return record;
    }

    private static Column column(ByteReader in) {
        long count = in.varint();
        return new Column(count, Keys.longAt(in.raw(Long.BYTES), 0));
    }
}

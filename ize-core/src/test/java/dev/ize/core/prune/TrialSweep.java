package dev.ize.core.prune;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.write.Overlay;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A branch whose floor is 20, with 5 and 10 below it that stay, and a fork of it: their records, and a sweep of them. */
final class TrialSweep {
    static final long MAIN = 1;
    static final long FORK = 2;
    static final long NODE = 7;
    static final Name A = Name.of("a");
    static final NodeRecord LIVING = NodeRecord.directory(new Attributes(0700, 0, 0, Instant.EPOCH, Instant.EPOCH));
    static final NodeRecord DEAD = LIVING.withLinks(0);

    final Overlay records = new Overlay(new EmptySnapshot());
    final Map<Long, KeptPoints> floors = new HashMap<>(Map.of(MAIN, kept(20, false, 5, 10)));
    private final Lineage main = Lineage.ofRoot(MAIN);

    /** Forked at 10 by act 11. */
    private final Map<Long, Lineage> lineages = Map.of(MAIN, main, FORK, main.fork(FORK, 10, 11));

    final Tally tally = new Tally();
    long seen;
    long operations;
    long versions;
    long bytes;
    int steps;

    static KeptPoints kept(long floor, boolean ended, long... points) {
        List<Instant> untils =
                Arrays.stream(points).mapToObj(point -> Instant.EPOCH).toList();
        return new KeptPoints(floor, ended, Instant.EPOCH, points, untils);
    }

    void sweep(UnaryOperator<NodeRecord> lasting) {
        Sweep sweep = new Sweep(floors, lineages);
        SweepPosition position = SweepPosition.START;
        while (!position.isOver()) {
            Sweep.Step step = sweep.step(records, position, lasting);
            tally.addAll(step.tally());
            seen += step.seen();
            operations += step.operations();
            versions += step.versions();
            bytes += step.bytes();
            steps++;
            position = step.next();
        }
    }

    void sweep() {
        sweep(node -> node);
    }

    long putNode(long branch, long seq, NodeRecord record) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        return put(Keyspaces.NODES, key, record.encode(key));
    }

    long putEntry(long branch, long seq, long node) {
        byte[] key = Keys.version(Keys.entryPrefix(1, A), branch, seq);
        return putEntry(key, seq, node);
    }

    long putEntry(byte[] key, long birth, long node) {
        EntryRecord record =
                node == 0 ? EntryRecord.tombstone(birth) : new EntryRecord(birth, node, NodeKind.DIRECTORY);
        return put(Keyspaces.ENTRIES, key, record.encode(key));
    }

    long putOperation(long branch, long seq) {
        byte[] key = Keys.operation(branch, seq);
        ContentHash link = ContentHash.ofContent(key);
        ClosingRecord closing = new ClosingRecord(1, "", "", "", Instant.EPOCH, Instant.EPOCH, link, link);
        OperationRecord record = new OperationRecord(
                seq,
                Optional.of(new Operation.DeleteFile(StorePath.of("/a"))),
                Optional.empty(),
                List.of(),
                Optional.of(closing));
        return put(Keyspaces.OPERATIONS, key, record.encode(key));
    }

    boolean isLink(long branch, long seq) {
        byte[] key = Keys.operation(branch, seq);
        return OperationRecord.decode(key, records.get(Keyspaces.OPERATIONS, key))
                .isLink();
    }

    void putAttributeOf(int size, long seq) {
        byte[] key = Keys.version(Keys.attributePrefix(NODE, A), FORK, seq);
        put(Keyspaces.XATTRS, key, Checksum.seal(Keyspaces.XATTRS, key, new ByteWriter(size).sized(new byte[size])));
    }

    void putAttribute(long branch, long seq, boolean present) {
        byte[] key = Keys.version(Keys.attributePrefix(NODE, A), branch, seq);
        ByteWriter out = present ? new ByteWriter().u8(1).sized(new byte[] {1}) : new ByteWriter().u8(0);
        put(Keyspaces.XATTRS, key, Checksum.seal(Keyspaces.XATTRS, key, out));
    }

    void putNames(long branch, long seq, Link... links) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        put(Keyspaces.NAMES, key, new NamesRecord(List.of(links)).encode(key));
    }

    /** How many bytes the record has. */
    private long put(Keyspace keyspace, byte[] key, byte[] value) {
        records.put(keyspace, key, value);
        return key.length + (long) value.length;
    }

    static Link gained(String name) {
        return new Link(true, 1, Name.of(name));
    }

    static Link lost(String name) {
        return new Link(false, 1, Name.of(name));
    }

    /** The seqs of the versions that are there of a branch. */
    List<Long> left(Keyspace keyspace, long branch) {
        return keys(keyspace).stream()
                .filter(key -> Keys.branchOf(key) == branch)
                .map(Keys::seqOf)
                .sorted()
                .toList();
    }

    List<byte[]> keys(Keyspace keyspace) {
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = records.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }

    List<Link> names(long branch, long seq) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        return NamesRecord.decode(key, records.get(Keyspaces.NAMES, key)).links();
    }

    EntryRecord entry(byte[] key) {
        return EntryRecord.decode(key, records.get(Keyspaces.ENTRIES, key));
    }
}

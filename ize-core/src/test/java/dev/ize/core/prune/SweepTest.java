package dev.ize.core.prune;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** Of a branch whose floor is 20, with 5 and 10 below it that stay, each sweep leaves what these show and no more. */
class SweepTest {
    private static final long MAIN = 1;
    private static final long FORK = 2;
    private static final long NODE = 7;
    private static final Name A = Name.of("a");
    private static final NodeRecord LIVING =
            NodeRecord.directory(new Attributes(0700, 0, 0, Instant.EPOCH, Instant.EPOCH));
    private static final NodeRecord DEAD = LIVING.withLinks(0);

    private final Overlay records = new Overlay(new EmptySnapshot());
    private final Map<Long, KeptPoints> floors = new HashMap<>(Map.of(MAIN, kept(20, false, 5, 10)));
    private final Lineage main = Lineage.ofRoot(MAIN);

    /** Forked at 10 by act 11. */
    private final Map<Long, Lineage> lineages = Map.of(MAIN, main, FORK, main.fork(FORK, 10, 11));

    private final Tally tally = new Tally();
    private long seen;
    private long operations;
    private long versions;
    private long bytes;
    private int steps;

    private static KeptPoints kept(long floor, boolean ended, long... points) {
        List<Instant> untils =
                Arrays.stream(points).mapToObj(point -> Instant.EPOCH).toList();
        return new KeptPoints(floor, ended, Instant.EPOCH, points, untils);
    }

    private void sweep(UnaryOperator<NodeRecord> lasting) {
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

    private void sweep() {
        sweep(node -> node);
    }

    private long putNode(long branch, long seq, NodeRecord record) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        return put(Keyspaces.NODES, key, record.encode(key));
    }

    private long putEntry(long branch, long seq, long node) {
        byte[] key = Keys.version(Keys.entryPrefix(1, A), branch, seq);
        return putEntry(key, seq, node);
    }

    private long putEntry(byte[] key, long birth, long node) {
        EntryRecord record =
                node == 0 ? EntryRecord.tombstone(birth) : new EntryRecord(birth, node, NodeKind.DIRECTORY);
        return put(Keyspaces.ENTRIES, key, record.encode(key));
    }

    private long putOperation(long branch, long seq) {
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

    private boolean isLink(long branch, long seq) {
        byte[] key = Keys.operation(branch, seq);
        return OperationRecord.decode(key, records.get(Keyspaces.OPERATIONS, key))
                .isLink();
    }

    private void putAttributeOf(int size, long seq) {
        byte[] key = Keys.version(Keys.attributePrefix(NODE, A), FORK, seq);
        put(Keyspaces.XATTRS, key, Checksum.seal(Keyspaces.XATTRS, key, new ByteWriter(size).sized(new byte[size])));
    }

    private long putAttribute(long branch, long seq, boolean present) {
        byte[] key = Keys.version(Keys.attributePrefix(NODE, A), branch, seq);
        ByteWriter out = present ? new ByteWriter().u8(1).sized(new byte[] {1}) : new ByteWriter().u8(0);
        return put(Keyspaces.XATTRS, key, Checksum.seal(Keyspaces.XATTRS, key, out));
    }

    private void putNames(long branch, long seq, Link... links) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        put(Keyspaces.NAMES, key, new NamesRecord(List.of(links)).encode(key));
    }

    private long put(Keyspace keyspace, byte[] key, byte[] value) {
        records.put(keyspace, key, value);
        return key.length + (long) value.length;
    }

    private static Link gained(String name) {
        return new Link(true, 1, Name.of(name));
    }

    private static Link lost(String name) {
        return new Link(false, 1, Name.of(name));
    }

    private List<Long> left(Keyspace keyspace, long branch) {
        return keys(keyspace).stream()
                .filter(key -> Keys.branchOf(key) == branch)
                .map(Keys::seqOf)
                .sorted()
                .toList();
    }

    private List<byte[]> keys(Keyspace keyspace) {
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = records.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }

    private List<Link> names(long branch, long seq) {
        byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, seq);
        return NamesRecord.decode(key, records.get(Keyspaces.NAMES, key)).links();
    }

    private EntryRecord entry(byte[] key) {
        return EntryRecord.decode(key, records.get(Keyspaces.ENTRIES, key));
    }

    @Test
    void versionsThatNoKeptPointSeesGo() {
        long gone = putNode(MAIN, 1, LIVING) + putNode(MAIN, 7, LIVING);
        for (long seq : new long[] {4, 9, 15, 25}) {
            putNode(MAIN, seq, LIVING);
        }

        sweep();

        assertThat(left(Keyspaces.NODES, MAIN)).containsExactly(4L, 9L, 15L, 25L);
        assertThat(versions).isEqualTo(2);
        assertThat(bytes).isEqualTo(gone);
        assertThat(seen).isEqualTo(6);
        assertThat(tally.column(MAIN, Keyspaces.NODES).count())
                .as("at or below the floor")
                .isEqualTo(3);
    }

    @Test
    void versionAtTheFloorIsCountedAndOneAboveIsNot() {
        putNode(MAIN, 20, LIVING);
        putNode(MAIN, 21, LIVING);

        sweep();

        assertThat(left(Keyspaces.NODES, MAIN)).containsExactly(20L, 21L);
        assertThat(tally.column(MAIN, Keyspaces.NODES).count()).isEqualTo(1);
    }

    @Test
    void historyOfMoreThanOneStepIsSweptAsInOne() {
        floors.put(MAIN, kept(1400, false, 700));
        for (long seq = 1; seq <= 1200; seq++) {
            putNode(MAIN, seq, seq < 1200 ? LIVING : DEAD);
        }

        sweep();

        assertThat(left(Keyspaces.NODES, MAIN)).containsExactly(700L, 1200L);
        assertThat(seen).isEqualTo(1200);
        assertThat(steps).as("500, 500 and 200 nodes, and four empty keyspaces").isEqualTo(7);
    }

    @Test
    void tombstoneThatHidesNothingGoes() {
        putNode(MAIN, 6, LIVING);
        putNode(MAIN, 8, DEAD);
        putEntry(MAIN, 6, NODE);
        putEntry(MAIN, 20, 0);
        putAttribute(MAIN, 6, true);
        putAttribute(MAIN, 8, false);

        sweep();

        assertThat(left(Keyspaces.NODES, MAIN)).isEmpty();
        assertThat(left(Keyspaces.XATTRS, MAIN)).isEmpty();
        assertThat(left(Keyspaces.ENTRIES, MAIN)).as("seen at 10").containsExactly(6L, 20L);
    }

    @Test
    void tombstoneOfAnAttributeThatNoPointShowsGoes() {
        putNode(MAIN, 4, LIVING);
        putAttribute(MAIN, 6, true);
        putAttribute(MAIN, 8, false);

        sweep();

        assertThat(left(Keyspaces.XATTRS, MAIN)).isEmpty();
    }

    @Test
    void tombstoneAtTheFloorOfAnEntryThatNoPointShowsGoes() {
        putEntry(MAIN, 19, NODE);
        putEntry(MAIN, 20, 0);

        sweep();

        assertThat(left(Keyspaces.ENTRIES, MAIN)).isEmpty();
    }

    @Test
    void tombstoneAboveTheFloorStays() {
        putEntry(MAIN, 21, 0);

        sweep();

        assertThat(left(Keyspaces.ENTRIES, MAIN)).containsExactly(21L);
    }

    @Test
    void tombstoneThatHidesAnOlderVersionStays() {
        putNode(MAIN, 4, LIVING);
        putNode(MAIN, 8, DEAD);
        putEntry(MAIN, 4, NODE);
        putEntry(MAIN, 8, 0);

        sweep();

        assertThat(left(Keyspaces.NODES, MAIN)).containsExactly(4L, 8L);
        assertThat(left(Keyspaces.ENTRIES, MAIN)).containsExactly(4L, 8L);
    }

    @Test
    void tombstoneThatHidesAnOlderAttributeStaysWhileTheNodeLives() {
        putNode(MAIN, 4, LIVING);
        putAttribute(MAIN, 4, true);
        putAttribute(MAIN, 7, false);

        sweep();

        assertThat(left(Keyspaces.XATTRS, MAIN)).containsExactly(4L, 7L);
    }

    @Test
    void tombstoneOfAForkStaysWhereItHidesWhatTheForkBeganWith() {
        floors.put(FORK, kept(20, false));
        putNode(MAIN, 4, LIVING);
        putNode(FORK, 15, DEAD);
        putEntry(MAIN, 4, NODE);
        putEntry(FORK, 15, 0);
        putAttribute(MAIN, 4, true);
        putAttribute(FORK, 14, false);

        sweep();

        assertThat(left(Keyspaces.NODES, FORK)).containsExactly(15L);
        assertThat(left(Keyspaces.ENTRIES, FORK)).containsExactly(15L);
        assertThat(left(Keyspaces.XATTRS, FORK)).isEmpty();
    }

    @Test
    void tombstoneOfAnAttributeThatTheForkBeganWithStaysWhileTheNodeLives() {
        floors.put(FORK, kept(20, false));
        putNode(MAIN, 4, LIVING);
        putAttribute(MAIN, 4, true);
        putAttribute(FORK, 14, false);

        sweep();

        assertThat(left(Keyspaces.XATTRS, FORK)).containsExactly(14L);
    }

    @Test
    void tombstoneOfAForkGoesWhereTheForkBeganWithoutTheThing() {
        floors.put(FORK, kept(20, false));
        putNode(FORK, 15, DEAD);
        putEntry(MAIN, 4, NODE);
        putEntry(MAIN, 8, 0);
        putEntry(FORK, 15, 0);
        putAttribute(FORK, 14, false);

        sweep();

        assertThat(left(Keyspaces.NODES, FORK)).isEmpty();
        assertThat(left(Keyspaces.ENTRIES, FORK)).isEmpty();
        assertThat(left(Keyspaces.XATTRS, FORK)).isEmpty();
    }

    @Test
    void attributeOfANodeThatLivesStaysAndThatOfADeadOneGoes() {
        putNode(MAIN, 2, LIVING);
        putNode(MAIN, 8, DEAD);
        putAttribute(MAIN, 3, true);
        putAttribute(MAIN, 7, true);
        putAttribute(MAIN, 21, true);

        sweep();

        assertThat(left(Keyspaces.XATTRS, MAIN)).containsExactly(3L, 21L);
    }

    @Test
    void entryThatGoesLeavesTheListingAndTheOneBeforeItLastsLonger() {
        putEntry(MAIN, 4, 5);
        long gone = putEntry(MAIN, 7, 6);
        putEntry(MAIN, 9, 0);
        putEntry(MAIN, 15, 8);
        putEntry(Keys.dead(1, MAIN, 7, A), 4, 5);
        gone += putEntry(Keys.dead(1, MAIN, 9, A), 7, 6);
        putEntry(Keys.live(1, MAIN, A), 15, 8);

        sweep();

        assertThat(records.get(Keyspaces.ENTRIES, Keys.dead(1, MAIN, 7, A))).isNull();
        assertThat(entry(Keys.dead(1, MAIN, 9, A))).isEqualTo(new EntryRecord(4, 5, NodeKind.DIRECTORY));
        assertThat(entry(Keys.live(1, MAIN, A))).isEqualTo(new EntryRecord(15, 8, NodeKind.DIRECTORY));
        assertThat(versions).isEqualTo(1);
        assertThat(bytes).isEqualTo(gone);
        assertThat(seen).as("the versions alone").isEqualTo(4);
    }

    @Test
    void entryThatABranchEndedWithLeavesTheListingOfWhatLives() {
        floors.put(MAIN, kept(20, true, 5, 10));
        putEntry(MAIN, 4, 5);
        putEntry(MAIN, 25, 6);
        putEntry(Keys.dead(1, MAIN, 25, A), 4, 5);
        putEntry(Keys.live(1, MAIN, A), 25, 6);

        sweep();

        assertThat(records.get(Keyspaces.ENTRIES, Keys.dead(1, MAIN, 25, A))).isNull();
        assertThat(entry(Keys.live(1, MAIN, A))).isEqualTo(new EntryRecord(4, 5, NodeKind.DIRECTORY));
    }

    @Test
    void namesThatGoAreJoinedToTheNextThatStay() {
        putNames(MAIN, 1, gained("a"));
        putNames(MAIN, 3, lost("a"), gained("b"));
        putNames(MAIN, 7, lost("b"), gained("c"));
        putNames(MAIN, 25, lost("c"), gained("d"));

        sweep();

        assertThat(left(Keyspaces.NAMES, MAIN)).containsExactly(3L, 7L, 25L);
        assertThat(names(MAIN, 3)).containsExactly(gained("b"));
        assertThat(names(MAIN, 7)).containsExactly(lost("b"), gained("c"));
        assertThat(names(MAIN, 25)).containsExactly(lost("c"), gained("d"));
        assertThat(versions).isEqualTo(1);
        assertThat(tally.column(MAIN, Keyspaces.NAMES).count()).isEqualTo(2);
    }

    @Test
    void namesAtTheFloorAreJoinedAndThoseOfABranchThatEndedGoAboveIt() {
        floors.put(MAIN, kept(20, true));
        putNames(MAIN, 19, gained("a"));
        putNames(MAIN, 20, lost("a"), gained("b"));
        putNames(MAIN, 21, lost("b"), gained("c"));

        sweep();

        assertThat(left(Keyspaces.NAMES, MAIN)).containsExactly(20L);
        assertThat(names(MAIN, 20)).containsExactly(gained("b"));
    }

    @Test
    void namesThatCameBackGo() {
        putNames(MAIN, 3, gained("a"));
        putNames(MAIN, 6, lost("a"), gained("b"));
        putNames(MAIN, 8, lost("b"), gained("a"));

        sweep();

        assertThat(left(Keyspaces.NAMES, MAIN)).containsExactly(3L);
    }

    @Test
    void namesOfAForkAreJoinedOverThoseThatItBeganWith() {
        floors.put(FORK, kept(20, false));
        putNode(MAIN, 2, LIVING);
        putNames(MAIN, 2, gained("a"));
        putNames(FORK, 15, lost("a"), gained("b"));
        putNames(FORK, 16, lost("b"), gained("c"));

        sweep();

        assertThat(left(Keyspaces.NAMES, FORK)).containsExactly(16L);
        assertThat(names(FORK, 16)).containsExactly(lost("a"), gained("c"));
    }

    @Test
    void branchOfWhichNothingIsKeptGoesWithoutALookAtItsParent() {
        floors.put(FORK, kept(0, true));
        putNode(MAIN, 2, LIVING.withLinks(2));
        putNode(FORK, 15, LIVING);
        putNames(FORK, 15, gained("b"));
        putEntry(FORK, 15, NODE);

        sweep();

        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.NAMES, Keyspaces.ENTRIES)) {
            assertThat(left(keyspace, FORK)).as(keyspace.name()).isEmpty();
        }
    }

    @Test
    void contentThatMustLastIsMovedOnPrunedBranchesAndOthers() {
        NodeRecord lasting = LIVING.with(new Attributes(0711, 0, 0, Instant.EPOCH, Instant.EPOCH));
        putNode(MAIN, 4, LIVING);
        putNode(FORK, 15, LIVING);

        sweep(node -> lasting);

        for (long branch : new long[] {MAIN, FORK}) {
            byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, branch == MAIN ? 4 : 15);
            assertThat(NodeRecord.decode(key, records.get(Keyspaces.NODES, key)))
                    .as("branch %d", branch)
                    .isEqualTo(lasting);
        }
    }

    @Test
    void operationsGoAndTheEndsOfChangesAtKeptPointsStayAsLinks() {
        long gone = 0;
        for (long seq = 1; seq <= 20; seq++) {
            gone += putOperation(MAIN, seq);
        }
        putOperation(MAIN, 21);
        putOperation(FORK, 12);

        sweep();

        assertThat(keys(Keyspaces.OPERATIONS))
                .containsExactly(
                        Keys.operation(MAIN, 5),
                        Keys.operation(MAIN, 10),
                        Keys.operation(MAIN, 20),
                        Keys.operation(MAIN, 21),
                        Keys.operation(FORK, 12));
        assertThat(isLink(MAIN, 5)).isTrue();
        assertThat(isLink(MAIN, 20)).isTrue();
        assertThat(isLink(MAIN, 21)).isFalse();
        assertThat(isLink(FORK, 12)).isFalse();
        assertThat(operations).isEqualTo(20);
        assertThat(bytes).isEqualTo(gone);
    }

    /** The links counted as removed, with each later pruning again. */
    @Test
    void linksThatStayCountAsNothing() {
        putOperation(MAIN, 10);
        putOperation(MAIN, 20);
        sweep();
        operations = 0;
        bytes = 0;

        sweep();

        assertThat(operations + bytes).isZero();
        assertThat(keys(Keyspaces.OPERATIONS)).hasSize(2);
    }

    @Test
    void stepEndsBeforeTheRecordThatMakesItMoreThanFourMebibytes() {
        for (long seq = 1; seq <= 6; seq++) {
            putAttributeOf(1 << 20, seq);
        }

        sweep();

        assertThat(seen).isEqualTo(6);
        assertThat(steps).as("three, three, and four empty keyspaces").isEqualTo(6);
    }

    @Test
    void recordThatIsLargerThanAStepIsSweptAlone() {
        putAttributeOf(5 << 20, 1);
        putAttributeOf(1, 2);

        sweep();

        assertThat(seen).isEqualTo(2);
        assertThat(steps).isEqualTo(6);
    }

    @Test
    void branchThatWasNotPrunedStaysAsItIs() {
        putNode(FORK, 15, LIVING);
        putNode(FORK, 16, DEAD);
        putNames(FORK, 15, gained("a"));
        putNames(FORK, 16, lost("a"));
        putEntry(FORK, 15, NODE);
        putEntry(FORK, 16, 0);
        putAttribute(FORK, 15, true);

        sweep();

        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.NAMES, Keyspaces.ENTRIES)) {
            assertThat(left(keyspace, FORK)).as(keyspace.name()).containsExactly(15L, 16L);
        }
        assertThat(left(Keyspaces.XATTRS, FORK)).containsExactly(15L);
        assertThat(versions + bytes).isZero();
        assertThat(tally.column(FORK, Keyspaces.NODES).count()).isZero();
    }
}

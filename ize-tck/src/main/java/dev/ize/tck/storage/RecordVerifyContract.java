package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.rule.Shows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verification finds each sort of damage to the records of the trees, and nothing else. */
@Tag("sweep")
abstract class RecordVerifyContract extends VerifiedStoreContract {
    private static final long ROOT = NodeId.ROOT.value();

    @Test
    @Shows("integrity-14")
    void storageWithoutDamageHasNoFindings() {
        reopen();

        VerificationReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.checked())
                .containsEntry("branches", 2L)
                .containsEntry("snapshots", 1L)
                .containsEntry("acts", 2L)
                .containsEntry("changes", 11L)
                .containsEntry("operations", 12L);
        assertThat(report.checked().get("content bytes")).isGreaterThan(1_520_000L);
    }

    @Test
    @Shows("integrity-14")
    void operationsOfAStageUnderWayAreCountedApart() {
        try (StagedChange stage = main().stage("stager", "many", "")) {
            // The storage may hold the newest back: while it writes some, it makes others ready.
            for (int i = 0; i < 8500; i++) {
                stage.add(new Operation.CreateDirectory(path("/staged" + i), 0755, Optional.empty()));
            }

            VerificationReport report = verify();

            assertThat(report.findings()).isEmpty();
            assertThat(report.checked().get("operations of unfinished changes")).isBetween(2000L, 8500L);
            assertThat(report.checked()).containsEntry("operations", 12L);
        }
    }

    @Test
    @Shows("integrity-14")
    void progressHearsEachStep() {
        List<String> steps = new CopyOnWriteArrayList<>();

        storage().verify(VerificationOptions.full(), (step, done, total) -> steps.add(step));

        assertThat(steps).contains("checking the log", "checking content", "checking entries");
    }

    @Test
    @Shows("integrity-7")
    void damagedRecordIsFoundInEachKeyspaceOfTheTree() {
        damage(store -> store.flip(Keyspaces.NODES, nodeVersion(nodeA, changedMode)));
        assertFinds(Kind.DAMAGED_RECORD, "/a");
        damage(store -> store.flip(Keyspaces.NODES, nodeVersion(nodeA, changedMode)));
        assertThat(verify().findings()).as("after it was put right").isEmpty();

        damage(store -> store.flip(Keyspaces.ENTRIES, entryVersion(ROOT, "p", pair - 1)));
        assertFinds(Kind.DAMAGED_RECORD, "/p");
        damage(store -> store.flip(Keyspaces.ENTRIES, entryVersion(ROOT, "p", pair - 1)));

        damage(store -> store.flip(Keyspaces.NAMES, nodeVersion(nodeChunk, createdChunk)));
        assertFinds(Kind.DAMAGED_RECORD);
        damage(store -> store.flip(Keyspaces.NAMES, nodeVersion(nodeChunk, createdChunk)));

        byte[] attribute = version(Keys.attributePrefix(nodeA, ATTRIBUTE), setAttribute);
        damage(store -> store.flip(Keyspaces.XATTRS, attribute));
        assertFinds(Kind.DAMAGED_RECORD, "/a");
    }

    @Test
    @Shows("integrity-7")
    void damagedRecordIsFoundInTheLogAndAmongTheNames() {
        byte[] operation = Keys.operation(MAIN, createdDirectory);
        damage(store -> store.flip(Keyspaces.OPERATIONS, operation));
        assertFinds(Kind.DAMAGED_RECORD);
        damage(store -> store.flip(Keyspaces.OPERATIONS, operation));

        damage(store -> store.flip(Keyspaces.SNAPSHOTS, bytes("mark")));
        assertFinds(Kind.DAMAGED_RECORD);
        damage(store -> store.flip(Keyspaces.SNAPSHOTS, bytes("mark")));

        damage(store -> store.flip(Keyspaces.BRANCHES, Keys.branchName(bytes("side"))));
        assertFinds(Kind.DAMAGED_RECORD);
        damage(store -> store.flip(Keyspaces.BRANCHES, Keys.branchName(bytes("side"))));

        byte[] live = Keys.live(nodeDirectory, MAIN, Name.of("chunk"));
        damage(store -> store.flip(Keyspaces.ENTRIES, live));
        assertFinds(Kind.DAMAGED_RECORD, "/d/chunk");
    }

    @Test
    @Shows("integrity-9")
    void keyThatNoRecordHasIsFoundInEachKeyspace() {
        for (Keyspace keyspace : Keyspaces.ALL) {
            byte[] key = {0};
            boolean isName = keyspace.equals(Keyspaces.SNAPSHOTS);
            damage(store -> store.put(keyspace, key, new byte[8]));
            assertFinds(isName ? Kind.DAMAGED_RECORD : Kind.MALFORMED_KEY);
            damage(store -> store.delete(keyspace, key));
        }
    }

    @Test
    @Shows("integrity-8")
    void missingVersionIsFoundAndNothingThatDependsOnIt() {
        byte[] node = nodeVersion(nodeA, createdA);
        assertMissing(Keyspaces.NODES, node, "/a");
        assertMissing(Keyspaces.NODES, nodeVersion(nodeA, changedMode), "/a");
        // No operation wrote it: the store was made with it.
        assertMissing(Keyspaces.NODES, Keys.firstRoot(), "/");
        assertMissing(Keyspaces.ENTRIES, entryVersion(ROOT, "d", createdDirectory), "/d");
        assertMissing(Keyspaces.ENTRIES, entryVersion(ROOT, "q", renamed), "/d/q");
        assertMissing(Keyspaces.NAMES, nodeVersion(nodeBig, createdBig), "/d/big");
        assertMissing(Keyspaces.XATTRS, version(Keys.attributePrefix(nodeA, ATTRIBUTE), setAttribute), "/a");
    }

    /** The control of the check: with the record back there is nothing to be found. */
    private void assertMissing(Keyspace keyspace, byte[] key, String path) {
        byte[][] value = new byte[1][];
        damage(store -> {
            value[0] = store.get(keyspace, key);
            store.delete(keyspace, key);
        });
        assertFinds(Kind.MISSING_RECORD, path);
        damage(store -> store.put(keyspace, key, value[0]));
        assertThat(verify().findings()).as("with the record back").isEmpty();
    }

    @Test
    @Shows("integrity-8")
    void missingSnapshotAndNameAreFound() {
        damage(store -> store.delete(Keyspaces.BRANCHES, Keys.branchName(bytes("side"))));
        assertFinds(Kind.MISSING_RECORD);
        damage(store -> store.put(
                Keyspaces.BRANCHES,
                Keys.branchName(bytes("side")),
                seal(Keyspaces.BRANCHES, Keys.branchName(bytes("side")), new ByteWriter().varint(2))));
        assertThat(verify().findings()).isEmpty();

        damage(store -> store.delete(Keyspaces.SNAPSHOTS, bytes("mark")));
        assertFinds(Kind.MISSING_RECORD);
    }

    @Test
    @Shows("integrity-9")
    void recordThatNoOperationWroteIsFound() {
        byte[] node = nodeVersion(nodeA, createdBig);
        damage(store -> {
            byte[] first = nodeVersion(nodeA, createdA);
            NodeRecord unchanged = NodeRecord.decode(first, store.get(Keyspaces.NODES, first));
            store.put(Keyspaces.NODES, node, unchanged.encode(node));
        });
        assertFinds(Kind.UNLOGGED_RECORD, "/a");
        damage(store -> store.delete(Keyspaces.NODES, node));

        byte[] above = nodeVersion(nodeA, 1_000_000);
        damage(store ->
                store.put(Keyspaces.NODES, above, new NodeRecord(NodeKind.FILE, 0, null, null, null).encode(above)));
        assertFinds(Kind.UNLOGGED_RECORD, "/a");
        damage(store -> store.delete(Keyspaces.NODES, above));

        byte[] names = nodeVersion(nodeA, createdBig);
        damage(store -> store.put(Keyspaces.NAMES, names, new NamesRecord(List.of()).encode(names)));
        assertFinds(Kind.UNLOGGED_RECORD, "/a");
        damage(store -> store.delete(Keyspaces.NAMES, names));

        byte[] snapshot = bytes("other");
        damage(store -> store.put(
                Keyspaces.SNAPSHOTS, snapshot, new SnapshotRecord(MAIN, createdA, START, "").encode(snapshot)));
        assertFinds(Kind.UNLOGGED_RECORD);
    }

    @Test
    @Shows("integrity-10")
    void recordThatSaysSomethingElseThanItsOperationIsFound() {
        assertDifferent(Keyspaces.NODES, nodeVersion(nodeA, changedMode), "/a", (key, value) -> {
            NodeRecord record = NodeRecord.decode(key, value);
            Attributes old = record.liveAttributes();
            return record.with(new Attributes(0644, old.owner(), old.group(), old.modified(), old.accessed()))
                    .encode(key);
        });
        assertDifferent(Keyspaces.NODES, nodeVersion(nodeChunk, createdChunk), "/d/chunk", (key, value) -> {
            NodeRecord record = NodeRecord.decode(key, value);
            return record.withLinks(2).encode(key);
        });
        assertDifferent(
                Keyspaces.NAMES,
                nodeVersion(nodeChunk, createdChunk),
                "/d/chunk",
                (key, value) ->
                        new NamesRecord(List.of(new NamesRecord.Link(true, ROOT, Name.of("chunk")))).encode(key));
        assertDifferent(
                Keyspaces.XATTRS,
                version(Keys.attributePrefix(nodeA, ATTRIBUTE), setAttribute),
                "/a",
                (key, value) ->
                        seal(Keyspaces.XATTRS, key, new ByteWriter().u8(1).sized(new byte[] {9})));
        assertDifferent(
                Keyspaces.ENTRIES,
                entryVersion(nodeDirectory, "chunk", createdChunk),
                "/d/chunk",
                (key, value) -> new EntryRecord(createdChunk, nodeBig, NodeKind.FILE).encode(key));
    }

    private interface Rewrite {
        byte[] apply(byte[] key, byte[] value);
    }

    private void assertDifferent(Keyspace keyspace, byte[] key, String path, Rewrite rewrite) {
        byte[][] value = new byte[1][];
        damage(store -> {
            value[0] = store.get(keyspace, key);
            store.put(keyspace, key, rewrite.apply(key, value[0]));
        });
        assertFinds(Kind.DIFFERENT_RECORD, path);
        damage(store -> store.put(keyspace, key, value[0]));
        assertThat(verify().findings()).as("with the record back").isEmpty();
    }

    @Test
    @Shows("integrity-10")
    void snapshotThatIsNotWhatItsActSaysIsFound() {
        damage(store -> {
            SnapshotRecord record = SnapshotRecord.decode(bytes("mark"), store.get(Keyspaces.SNAPSHOTS, bytes("mark")));
            SnapshotRecord moved = new SnapshotRecord(MAIN, createdA, record.createdAt(), record.message());
            store.put(Keyspaces.SNAPSHOTS, bytes("mark"), moved.encode(bytes("mark")));
        });

        assertFinds(Kind.DIFFERENT_RECORD);
    }

    @Test
    @Shows("integrity-11")
    void listingThatLacksAnEntryIsFound() {
        damage(store -> store.delete(Keyspaces.ENTRIES, Keys.live(nodeDirectory, MAIN, Name.of("chunk"))));

        assertFinds(Kind.WRONG_LISTING, "/d/chunk");
    }

    @Test
    @Shows("integrity-11")
    void listingWithAnEntryTooManyIsFound() {
        byte[] key = Keys.live(nodeDirectory, MAIN, Name.of("ghost"));
        damage(store ->
                store.put(Keyspaces.ENTRIES, key, new EntryRecord(createdBig, nodeBig, NodeKind.FILE).encode(key)));

        assertFinds(Kind.WRONG_LISTING);
    }

    @Test
    @Shows("integrity-11")
    void listingThatLeadsElsewhereIsFound() {
        byte[] key = Keys.live(nodeDirectory, MAIN, Name.of("chunk"));
        damage(store ->
                store.put(Keyspaces.ENTRIES, key, new EntryRecord(createdChunk, nodeBig, NodeKind.FILE).encode(key)));

        assertFinds(Kind.WRONG_LISTING, "/d/chunk");
    }

    @Test
    @Shows("integrity-11")
    void listingOfThePastThatLacksAnEntryIsFound() {
        damage(store -> store.delete(Keyspaces.ENTRIES, Keys.dead(ROOT, MAIN, renamed, Name.of("q"))));

        assertFinds(Kind.WRONG_LISTING);
    }

    @Test
    @Shows("integrity-11")
    void tombstoneThatHidesAnAncestorsEntryIsFoundMissing() {
        damage(store -> store.delete(Keyspaces.ENTRIES, Keys.live(ROOT, 2, Name.of("p"))));

        assertFinds(Kind.WRONG_LISTING);
    }

    @Test
    @Shows("integrity-14")
    void allFindingsAreCountedAndTheFirstAreKept() {
        damage(store -> {
            store.flip(Keyspaces.NODES, nodeVersion(nodeA, createdA));
            store.flip(Keyspaces.NODES, nodeVersion(nodeBig, createdBig));
            store.delete(Keyspaces.ENTRIES, Keys.live(nodeDirectory, MAIN, Name.of("chunk")));
        });

        VerificationReport report = verify(VerificationOptions.full().keeping(2));

        assertThat(report.found()).isEqualTo(3);
        assertThat(report.findings()).hasSize(2);
    }

    private static byte[] seal(Keyspace keyspace, byte[] key, ByteWriter payload) {
        return Checksum.seal(keyspace, key, payload);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

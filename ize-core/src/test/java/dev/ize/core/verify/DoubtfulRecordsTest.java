package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static dev.ize.core.verify.TrialVerification.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Effect;
import dev.ize.core.format.HighestId;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verification cannot judge, or not yet, and what it must not put right. */
class DoubtfulRecordsTest {
    private static final VerificationOptions QUICK = VerificationOptions.withoutContentBytes();
    private static final StorePath PATH = StorePath.of("/d/b");
    private static final String UNCHECKED = "not checked because of damage elsewhere";

    private final HandMadeStore store = new HandMadeStore();
    private final TrialVerification verification = new TrialVerification(store);

    @AfterEach
    void closeVerification() {
        verification.close();
    }

    private List<Kind> quickKinds() {
        return verification.run(QUICK).findings().stream()
                .map(VerificationFinding::kind)
                .toList();
    }

    private static byte[] noise(int seed) {
        byte[] bytes = new byte[500];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void objectsThatComeAfterTheStartAreLeftForAnotherTime() {
        store.putContent(noise(1), 5, verification.codec.encode(noise(1)));
        byte[] record = verification.codec.encode(noise(2));

        VerificationReport report = verification.run(FULL, (step, done, total) -> {
            store.records().put(Keyspaces.CONTENT, Keys.content(6), record);
            store.records().put(Keyspaces.CONTENT, Keys.content(7), record);
        });

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked()).containsEntry("content objects", 1L).containsEntry("content bytes", 500L);
        assertThat(verification.kinds()).isNotEmpty();
    }

    @Test
    void objectWithANumberThatNoneHasIsLookedAt() {
        store.records().put(Keyspaces.CONTENT, Keys.content(HighestId.LIMIT), verification.codec.encode(noise(1)));

        assertThat(verification.kinds()).containsExactly(Kind.MISSING_RECORD);
    }

    @Test
    void objectIsReadQuicklyOnlyWhereItsBaseIsMissing() {
        byte[] base = noise(1);
        byte[] raw = base.clone();
        raw[7]++;
        byte[] baseRow = store.putContent(base, 5, verification.codec.encode(base));
        store.putContent(raw, 6, verification.codec.encode(raw, new EarlierObject(5, 0, base)));
        assertThat(verification.run(QUICK).findings()).isEmpty();
        assertThat(verification.run(QUICK).checked()).containsEntry("content bytes", 0L);
        assertThat(verification.run(FULL).checked()).containsEntry("content bytes", 1000L);

        store.records().delete(Keyspaces.CONTENT, Keys.content(5));
        store.records().delete(Keyspaces.CONTENT_IDS, baseRow);

        assertThat(quickKinds()).containsExactly(Kind.DAMAGED_CONTENT);
        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_CONTENT);
        store.records().put(Keyspaces.CONTENT, Keys.content(6), new byte[] {9});
        assertThat(quickKinds()).containsExactly(Kind.DAMAGED_CONTENT);
    }

    @Test
    void wayToAnObjectThatDoesNotDecodeIsWrittenAnew() {
        byte[] key = store.putContent(noise(1), 5, verification.codec.encode(noise(1)));
        store.putSealed(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(5).u8(0));
        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(verification.kinds()).isEmpty();
    }

    @Test
    void objectThatDoesNotDecodeAndThatNoHashLeadsToIsDamaged() {
        store.records().put(Keyspaces.CONTENT, Keys.content(5), new byte[] {1, 2, 3});

        List<VerificationFinding> findings = verification.findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).isEqualTo(Kind.DAMAGED_CONTENT);
        assertThat(findings.get(0).description()).contains("keyspace=content ");
    }

    @Test
    void moreDamagedObjectsThanAreLocatedAreCountedAll() {
        for (int i = 1; i <= 1001; i++) {
            store.putContent(Keys.number(i), i, verification.codec.encode(new byte[] {1}));
        }

        VerificationReport report = verification.run(FULL.keeping(2000));

        assertThat(report.found()).isEqualTo(1001);
        assertThat(report.findings())
                .filteredOn(finding -> finding.description().contains("keyspace=content "))
                .hasSize(1);
    }

    @Test
    void operationsOfAStageAreCountedAndNotJudged() {
        Operation operation = new Operation.DeleteFile(StorePath.of("/nothing"));
        store.putStage(MAIN, 9);
        for (long seq = 9; seq < 12; seq++) {
            store.putOperation(
                    MAIN,
                    seq,
                    new OperationRecord(9, Optional.of(operation), Optional.empty(), List.of(), Optional.empty()));
        }

        VerificationReport report = verification.run(FULL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked())
                .containsEntry("operations of unfinished changes", 3L)
                .containsEntry("operations", 6L);
    }

    /** What the operation wrote, what comes of it, and the content that it holds. */
    @Test
    void whatDependsOnADamagedOperationIsCountedAsUnchecked() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 2));

        VerificationReport report = verification.run(FULL);

        assertThat(report.findings()).extracting(VerificationFinding::kind).containsExactly(Kind.DAMAGED_RECORD);
        assertThat(report.findings().get(0).description()).doesNotStartWith(" ").contains("checksum");
        assertThat(report.checked()).containsEntry(UNCHECKED, 2L);
    }

    @Test
    void whatComesAfterAnImpossibleOperationIsNotReportedForIt() {
        NodeRecord file = HandMadeStore.file(0600);
        store.putNode(MAIN, 9, FILE, HandMadeStore.file(0));
        store.putNames(MAIN, 9, FILE, new Link(true, ROOT, B));
        store.change(
                MAIN, 9, new Operation.SetPermissions(PATH, 0640), new Effect.OfNode(FILE), new Effect.OfNames(FILE));
        store.putNode(MAIN, 10, FILE, file.with(new Attributes(0600, 4, 5, time(2), time(2))));
        store.change(MAIN, 10, new Operation.SetOwnership(PATH, 4, 5), new Effect.OfNode(FILE));

        assertThat(verification.kinds()).containsExactly(Kind.IMPOSSIBLE_OPERATION);
        assertThat(verification.run(FULL).checked().get(UNCHECKED)).isPositive();
    }

    @Test
    void keysThatNoListingHasAreFound() {
        byte[] name = {'n'};
        byte[][] keys = {
            join(Keys.zone(DIRECTORY, Keys.VERSIONS), name),
            Arrays.copyOf(Keys.live(DIRECTORY, MAIN, B), 17),
            join(Keys.zoneBranch(DIRECTORY, Keys.LIVE, MAIN), new byte[] {'/'}),
            Arrays.copyOf(Keys.dead(DIRECTORY, MAIN, 4, B), 25),
            Keys.zone(DIRECTORY, 3),
            Keys.zone(DIRECTORY, 0xFF),
            join(Keys.zone(99, 3), name)
        };
        for (byte[] key : keys) {
            store.records().put(Keyspaces.ENTRIES, key, new byte[8]);
            assertThat(verification.kinds()).as(Arrays.toString(key)).containsExactly(Kind.MALFORMED_KEY);
            store.records().delete(Keyspaces.ENTRIES, key);
        }
    }

    private static byte[] join(byte[] start, byte[] end) {
        byte[] joined = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, joined, start.length, end.length);
        return joined;
    }

    @Test
    void attributeWithMoreThanItsValueIsDamaged() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8);
        ByteWriter value = new ByteWriter().u8(1).sized(new byte[] {5}).u8(0);
        store.putSealed(Keyspaces.XATTRS, key, value);

        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.kinds()).isEmpty();
    }

    @Test
    void removalOfAnAttributeIsWrittenAnew() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 9);
        store.change(
                MAIN,
                9,
                new Operation.RemoveExtendedAttribute(StorePath.of("/d"), ATTRIBUTE),
                new Effect.OfAttribute(DIRECTORY, ATTRIBUTE));
        assertThat(verification.kinds()).containsExactly(Kind.MISSING_RECORD);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(store.records().get(Keyspaces.XATTRS, key))
                .isEqualTo(Checksum.seal(Keyspaces.XATTRS, key, new ByteWriter().u8(0)));
        assertThat(verification.kinds()).isEmpty();
    }

    /** The log says how long the file is after a write, and not what it holds. */
    @Test
    void versionOfWhichTheLogDoesNotSayTheContentIsNotMadeUp() {
        store.change(
                MAIN,
                9,
                new Operation.TruncateFile(PATH, 2, Optional.of(time(9))),
                Optional.of(new byte[2]),
                new Effect.OfNode(FILE));

        VerificationReport report = verification.repair();

        assertThat(report.findings()).extracting(VerificationFinding::kind).containsExactly(Kind.MISSING_RECORD);
        assertThat(report.repaired()).isZero();
        assertThat(store.records().get(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, 9)))
                .isNull();
    }

    @Test
    void versionOfAFileIsWrittenAnewWhereItsContentIsStored() {
        byte[] raw = noise(1);
        ContentReference reference =
                new ContentReference(ContentHash.ofContent(raw), ContentReference.Form.BYTES, raw.length);
        Name name = Name.of("new");
        NodeRecord made = NodeRecord.file(
                new Attributes(0644, 0, 0, time(9), time(9)),
                new ContentLocation(reference, new ContentLocation.InContent(5)));
        store.putContent(raw, 5, verification.codec.encode(raw));
        store.putEntry(MAIN, 9, ROOT, name, 4, NodeKind.FILE);
        store.putNames(MAIN, 9, 4, new Link(true, ROOT, name));
        store.change(
                MAIN,
                9,
                new Operation.CreateFile(StorePath.of("/new"), reference, 0644, Optional.of(time(9))),
                new Effect.OfNode(4),
                new Effect.OfEntry(ROOT, name),
                new Effect.OfNames(4));
        byte[] key = Keys.version(Keys.nodePrefix(4), MAIN, 9);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(NodeRecord.decode(key, store.records().get(Keyspaces.NODES, key)))
                .isEqualTo(made);
        assertThat(verification.kinds()).isEmpty();
    }

    @Test
    void manyObjectsAreAllLookedAt() {
        for (int i = 1; i <= 5000; i++) {
            byte[] raw = Keys.number(i);
            store.putContent(raw, i, verification.codec.encode(raw));
        }

        VerificationReport report = verification.run(FULL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked()).containsEntry("content objects", 5000L).containsEntry("content bytes", 40_000L);
    }

    /** Alters the store when the log has not been looked at yet. */
    private List<Kind> kindsAfter(Runnable alteration) {
        return verification
                .run(FULL, (step, done, total) -> {
                    if (step.equals("checking content")) {
                        alteration.run();
                    }
                })
                .findings()
                .stream()
                .map(VerificationFinding::kind)
                .toList();
    }

    @Test
    void branchThatIsDeletedMeanwhileMayLackItsRecords() {
        byte[] version = Keys.version(Keys.nodePrefix(FILE), SIDE, 7);
        assertThat(kindsAfter(() -> store.records().delete(Keyspaces.NODES, version)))
                .containsExactly(Kind.MISSING_RECORD);
        store.putBranch(SIDE, store.branch(SIDE));

        HandMadeStore right = new HandMadeStore();
        store.records().put(Keyspaces.NODES, version, right.records().get(Keyspaces.NODES, version));
        assertThat(kindsAfter(() -> {
                    store.records().delete(Keyspaces.NODES, version);
                    store.putBranch(SIDE, store.branch(SIDE).asDeleted());
                }))
                .isEmpty();
    }

    @Test
    void branchThatIsDeletedMeanwhileStandsAsFarAsItIsHeld() {
        byte[] version = Keys.version(Keys.nodePrefix(FILE), SIDE, 7);

        assertThat(kindsAfter(() -> {
                    store.records().delete(Keyspaces.NODES, version);
                    store.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));
                    store.putBranch(SIDE, store.branch(SIDE).asDeleted());
                }))
                .containsExactly(Kind.MISSING_RECORD);
    }

    @Test
    void branchThatIsGoneMeanwhileLacksItsRecords() {
        byte[] version = Keys.version(Keys.nodePrefix(FILE), SIDE, 7);

        assertThat(kindsAfter(() -> {
                    store.records().delete(Keyspaces.NODES, version);
                    store.records().delete(Keyspaces.BRANCHES, Keys.branch(SIDE));
                }))
                .isEmpty();
    }

    @Test
    void endThatDoesNotDecodeBreaksNoChain() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 4));

        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);
    }

    @Test
    void firstChangeOfABranchFollowsFromWhereItWasForked() {
        for (long branch : new long[] {MAIN, SIDE}) {
            HandMadeStore forged = new HandMadeStore();
            forged.forgeAuthor(branch, branch == MAIN ? 1 : 7);

            assertThat(TrialVerification.findingsOf(forged))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.description())
                            .contains("A change's link does not follow from the change and the link before."));
        }
    }

    @Test
    void deletedBranchReachesWhatIsHeldOfIt() {
        store.putNode(SIDE, 9, DIRECTORY, NodeRecord.directory(HandMadeStore.attributes(0700, 1)));
        store.change(SIDE, 9, new Operation.SetPermissions(StorePath.of("/d"), 0700), new Effect.OfNode(DIRECTORY));
        store.createSnapshot(10, "s", SIDE, 9);
        store.deleteSide(11);
        assertThat(verification.kinds()).isEmpty();
        assertThat(verification.run(FULL).checked()).containsEntry("branches", 1L);

        store.records().delete(Keyspaces.OPERATIONS, Keys.operation(SIDE, 9));

        assertThat(verification.findings())
                .extracting(VerificationFinding::description)
                .anyMatch(words -> words.contains("A branch's log does not reach its newest change."))
                .anyMatch(words -> words.contains("A snapshot leads to a point that does not exist. name=s"));
    }

    @Test
    void placeOfEachSortOfVersionIsAPath() {
        store.putNames(MAIN, 3, FILE);
        assertPath("/d/a");
        store.records().delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 3));

        byte[] attribute = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 3);
        store.putSealed(Keyspaces.XATTRS, attribute, new ByteWriter().u8(0));
        assertPath("/d");
        store.records().delete(Keyspaces.XATTRS, attribute);

        store.putNode(MAIN, 3, ROOT, NodeRecord.firstRoot(time(3)));
        assertPath("/");
    }

    private void assertPath(String path) {
        assertThat(verification.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.places())
                        .extracting(place -> place.path().orElseThrow().toString())
                        .containsExactly(path));
    }

    @Test
    @Timeout(30)
    void progressHearsWhileMuchIsDone() {
        List<Long> heard = new ArrayList<>();
        Meter meter = new Meter((step, done, total) -> heard.add(done), "step", 7);
        meter.reach(5);
        meter.reach(3);

        while (heard.isEmpty()) {
            meter.add();
        }

        assertThat(heard.get(0)).isGreaterThan(6);
        heard.clear();
        meter.finish();
        assertThat(heard).hasSize(1);
        Meter unknown = new Meter((step, done, total) -> heard.add(total), "step", -1);
        unknown.finish();
        assertThat(heard).endsWith(-1L);
    }
}

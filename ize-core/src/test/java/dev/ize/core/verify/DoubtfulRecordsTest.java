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

import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a verification cannot judge, or not yet. */
class DoubtfulRecordsTest {
    private static final StorePath PATH = StorePath.of("/d/b");
    private static final String UNCHECKED = "not checked because of damage elsewhere";

    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

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
}

package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.A;
import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.D;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.NodeKind;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a verification makes of a store of a few records, one of which is not as it must be. */
class VerificationTest {
    private final HandMadeStore store = new HandMadeStore();
    private final TrialVerification verification = new TrialVerification(store);

    @AfterEach
    void closeVerification() {
        verification.close();
    }

    @Test
    void storeAsItMustBeIsSound() {
        VerificationReport report = verification.run(TrialVerification.FULL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked())
                .containsEntry("branches", 2L)
                .containsEntry("snapshots", 1L)
                .containsEntry("acts", 2L)
                .containsEntry("changes", 5L)
                .containsEntry("operations", 6L)
                .containsEntry("versions of nodes", 5L)
                .containsEntry("versions of entries", 5L)
                .containsEntry("versions of names", 4L)
                .containsEntry("versions of attributes", 1L)
                .containsEntry("listed entries", 4L)
                .containsEntry("not checked because of damage elsewhere", 0L);
    }

    @Test
    void countersThatAreMissingAreFound() {
        store.delete(Keyspaces.META, Keys.counters());

        verification.assertFindsOne(Kind.MISSING_RECORD, "counters are missing");
    }

    @Test
    void keysThatNoSmallRecordHasAreFound() {
        for (Keyspace keyspace : new Keyspace[] {Keyspaces.META, Keyspaces.BRANCHES, Keyspaces.ACTS}) {
            for (byte[] key : new byte[][] {
                {'x'},
                {'n'},
                new byte[10],
                Arrays.copyOf(Keys.stage(1), 14),
                Arrays.copyOf(Keys.branch(1), 10),
                Arrays.copyOf(Keys.floor(1), 10),
                Arrays.copyOf(Keys.keptPoint(1, 2), 16)
            }) {
                if (keyspace.equals(Keyspaces.BRANCHES) || key[0] != 'n') {
                    store.records().put(keyspace, key, new byte[8]);
                    verification.assertFindsOne(Kind.MALFORMED_KEY, "keyspace=" + keyspace.name());
                    store.records().delete(keyspace, key);
                }
            }
        }
    }

    @Test
    void branchThatIsNotWhatItsActSaysIsFound() {
        BranchRecord right = store.branch(SIDE);
        BranchRecord[] wrong = {
            new BranchRecord(MAIN, 3, 5, right.createdAt(), false, "side"),
            new BranchRecord(MAIN, 4, 6, right.createdAt(), false, "side"),
            new BranchRecord(MAIN, 4, 5, time(4), false, "side")
        };
        for (BranchRecord record : wrong) {
            store.putBranch(SIDE, record);

            assertThat(verification.findings())
                    .as(record.toString())
                    .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                            && finding.description().contains("not what the act that made it says"));
        }
        store.putBranch(SIDE, right);
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void branchThatIsSaidToBeDeletedIsFound() {
        store.putBranch(SIDE, store.branch(SIDE).asDeleted());

        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                        && finding.description().contains("not what the act that made it says"))
                .anyMatch(finding -> finding.kind() == Kind.UNLOGGED_RECORD
                        && finding.description().contains("leads to a branch that does not have it"));
    }

    @Test
    void branchWithAnotherNameThanItsActSaysIsFoundByBoth() {
        BranchRecord right = store.branch(SIDE);
        store.putBranch(SIDE, new BranchRecord(MAIN, 4, 5, right.createdAt(), false, "other"));

        assertThat(verification.kinds()).containsExactlyInAnyOrder(Kind.DIFFERENT_RECORD, Kind.UNLOGGED_RECORD);
    }

    @Test
    void branchThatIsMissingIsFoundWithAllThatItHas() {
        store.delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.MISSING_RECORD
                        && finding.description().contains("A branch's record is missing. name=side"))
                .anyMatch(finding -> finding.kind() == Kind.UNLOGGED_RECORD
                        && finding.description().contains("leads to a branch that does not have it"));
    }

    @Test
    void deletedBranchMayBeGone() {
        store.deleteSide(9);
        removeWhatSideHas();
        assertThat(verification.findings()).isEmpty();

        store.delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertThat(verification.findings()).isEmpty();
    }

    private void removeWhatSideHas() {
        store.delete(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7));
        store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        store.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        store.delete(Keyspaces.ENTRIES, Keys.version(Keys.entryPrefix(DIRECTORY, B), SIDE, 7));
        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B));
    }

    @Test
    void branchThatNoActMadeIsFound() {
        store.putBranch(3, new BranchRecord(MAIN, 4, 5, time(5), false, "extra"));

        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a branch. name=extra");
    }

    @Test
    void branchOfAMissingOneIsFound() {
        store.putBranch(3, new BranchRecord(9, 4, 5, time(5), false, "extra"));

        verification.assertFindsOne(Kind.MISSING_POINT, "forked from is missing. name=extra parent=9");
    }

    @Test
    void nameThatLeadsNowhereIsRepaired() {
        store.delete(Keyspaces.BRANCHES, Keys.branchName(new byte[] {'s', 'i', 'd', 'e'}));

        verification.assertIsRepaired(Kind.MISSING_RECORD, "A branch's name leads nowhere. name=side");
    }

    @Test
    void nameThatLeadsToAnotherBranchIsRepaired() {
        store.putName("side", MAIN);

        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "leads to a branch that does not have it. name=side");
    }

    @Test
    void nameThatNoBranchHasIsRemoved() {
        store.putName("nobody", MAIN);

        verification.assertIsRepaired(Kind.UNLOGGED_RECORD, "leads to a branch that does not have it. name=nobody");
        assertThat(store.records().get(Keyspaces.BRANCHES, Keys.branchName(new byte[] {'n', 'o', 'b', 'o', 'd', 'y'})))
                .isNull();
    }

    @Test
    void snapshotThatIsNotWhatItsActSaysIsFound() {
        SnapshotRecord[] wrong = {
            new SnapshotRecord(SIDE, 4, time(6), ""),
            new SnapshotRecord(MAIN, 3, time(6), ""),
            new SnapshotRecord(MAIN, 4, time(5), "")
        };
        for (SnapshotRecord record : wrong) {
            store.putSnapshot("mark", record);

            verification.assertFindsOne(
                    Kind.DIFFERENT_RECORD, "A snapshot is not what the act that made it says. name=mark");
        }
    }

    @Test
    void snapshotThatIsMissingOrThatNoActMadeIsFound() {
        store.putSnapshot("other", new SnapshotRecord(MAIN, 4, time(6), ""));
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a snapshot. name=other");
        store.records().delete(Keyspaces.SNAPSHOTS, new byte[] {'o', 't', 'h', 'e', 'r'});

        store.delete(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});

        VerificationFinding finding =
                verification.assertFindsOne(Kind.MISSING_RECORD, "A snapshot's record is missing. name=mark");
        assertThat(finding.places()).hasSize(1);
        assertThat(finding.places().get(0).point().sequence()).isEqualTo(4);
    }

    @Test
    void snapshotWhoseDeletionIsLoggedMayBeGone() {
        store.putAct(9, ActRecord.Act.DELETE_SNAPSHOT, "mark", MAIN, 0);
        store.putCounters(9);
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a snapshot. name=mark");

        store.delete(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});

        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void pointInsideAChangeIsNone() {
        store.createSnapshot(9, "in", MAIN, 2);
        store.createSnapshot(10, "fork", SIDE, 4);
        store.createSnapshot(11, "start", MAIN, 0);
        store.putCounters(11);

        assertThat(verification.findings())
                .extracting(VerificationFinding::description)
                .hasSize(2)
                .anyMatch(words -> words.contains("A snapshot leads to a point that does not exist. name=in"))
                .anyMatch(words -> words.contains("A snapshot leads to a point that does not exist. name=fork"));
    }

    @Test
    void firstVersionOfTheRootIsRepaired() {
        store.delete(Keyspaces.NODES, Keys.firstRoot());
        verification.assertIsRepaired(Kind.MISSING_RECORD, "The root's first version is missing.");

        store.putNode(MAIN, 0, ROOT, HandMadeStore.file(0644));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "The root's first version is not that of a new store.");

        store.flip(Keyspaces.NODES, Keys.firstRoot());
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void listingsAreRepaired() {
        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        store.delete(Keyspaces.ENTRIES, Keys.dead(DIRECTORY, MAIN, 4, A));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        byte[] live = Keys.live(ROOT, MAIN, D);
        store.putEntry(live, new EntryRecord(1, FILE, NodeKind.FILE));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing has something else for an entry.");

        for (byte[] key : new byte[][] {
            Keys.live(DIRECTORY, MAIN, D),
            Keys.live(DIRECTORY, SIDE, A),
            Keys.live(DIRECTORY, MAIN, A),
            Keys.dead(DIRECTORY, MAIN, 3, A),
            Keys.dead(DIRECTORY, MAIN, 4, B),
            Keys.dead(DIRECTORY, SIDE, 7, B)
        }) {
            store.putEntry(key, new EntryRecord(2, FILE, NodeKind.FILE));
            verification.assertIsRepaired(
                    Kind.WRONG_LISTING, "A directory's listing has an entry that no version explains.");
        }

        store.flip(Keyspaces.ENTRIES, live);
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void versionsThatTheLogSaysAreRepaired() {
        for (long seq : new long[] {2, 3}) {
            store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, seq));
            verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");
        }
        store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 4));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.delete(Keyspaces.XATTRS, Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.putNode(MAIN, 3, FILE, HandMadeStore.file(0640));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");

        store.putEntry(Keys.version(Keys.entryPrefix(ROOT, D), MAIN, 1), new EntryRecord(1, FILE, NodeKind.FILE));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");
    }

    @Test
    void nothingIsRepairedFromALogThatIsInDoubt() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));

        VerificationReport report = verification.repair();

        assertThat(report.repaired()).isZero();
        assertThat(store.records().get(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B)))
                .isNull();
    }

    @Test
    void linksOfTheStoresChainFollowEachOther() {
        ActRecord right = store.act(6);
        ContentHash forged = ContentHash.ofContent(new byte[1]);
        store.replaceAct(
                6,
                new ActRecord(
                        right.act(),
                        right.name(),
                        right.branch(),
                        0,
                        right.seq(),
                        right.effectiveTime(),
                        right.recordedTime(),
                        forged));

        assertThat(verification.findings())
                .extracting(VerificationFinding::description)
                .hasSize(2)
                .anyMatch(words -> words.contains("A link of the store's chain does not follow"))
                .anyMatch(words -> words.contains("The counters name another link of the store's chain."));
    }

    @Test
    void countersThatAreAheadOfTheStoreAreFound() {
        CountersRecord right = store.counters();
        store.putCounters(new CountersRecord(20, 3, 4, 1, time(0), time(6), 9, right.storeLink()));

        verification.assertFindsOne(
                Kind.BROKEN_CHAIN, "The newest changes are missing: the counters name a later one. seq=9");
    }

    @Test
    void timeThatGoesBackIsFound() {
        store.putAct(
                9, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "back", MAIN, 0, 4, time(7), time(9), Chain.START));
        store.putSnapshot("back", new SnapshotRecord(MAIN, 4, time(7), ""));

        verification.assertFindsOne(Kind.BROKEN_CHAIN, "The effective time goes back.");
    }

    @Test
    void recordThatDoesNotMatchItsChecksumIsFoundInEachKeyspace() {
        byte[] file = Keys.version(Keys.nodePrefix(FILE), MAIN, 3);
        assertIsDamaged(Keyspaces.NODES, file, "/d/a");
        assertIsDamaged(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(DIRECTORY), MAIN, 1));
        assertIsDamaged(Keyspaces.XATTRS, Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8), "/d");
        assertIsDamaged(Keyspaces.ENTRIES, Keys.version(Keys.entryPrefix(DIRECTORY, B), SIDE, 7), "/d/b");
        assertIsDamaged(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B), "/d/b");
        assertIsDamaged(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        assertIsDamaged(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});
        assertIsDamaged(Keyspaces.META, Keys.counters());
    }

    private void assertIsDamaged(Keyspace keyspace, byte[] key, String... paths) {
        store.flip(keyspace, key);

        List<VerificationFinding> findings = verification.findings();

        assertThat(findings)
                .as(Findings.name(keyspace, key))
                .anyMatch(finding -> finding.kind() == Kind.DAMAGED_RECORD
                        && finding.description().endsWith(Findings.name(keyspace, key)));
        if (paths.length > 0) {
            assertThat(findings.get(0).places())
                    .extracting(place -> place.path().map(Object::toString).orElse(""))
                    .containsExactly(paths);
        }
        store.flip(keyspace, key);
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void keysThatNoVersionHasAreFound() {
        for (Keyspace keyspace : Keyspaces.ALL) {
            byte[] key = {0, 0, 0};
            if (!keyspace.equals(Keyspaces.SNAPSHOTS)) {
                store.records().put(keyspace, key, new byte[8]);
                verification.assertFindsOne(Kind.MALFORMED_KEY, "No record has such a key.");
                store.records().delete(keyspace, key);
            }
        }
    }

    @Test
    void versionsThatNoOperationWroteAreFound() {
        for (long seq : new long[] {1, 4, 30}) {
            store.putNode(MAIN, seq, FILE, HandMadeStore.file(0644));
            verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No operation of the log wrote a record.");
            store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, seq));
        }
        store.putNode(9, 3, FILE, HandMadeStore.file(0644));
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No operation of the log wrote a record.");
        store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), 9, 3));

        store.putNames(MAIN, 3, FILE);
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "keyspace=names");
        store.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 3));

        store.putEntry(SIDE, 7, ROOT, A, FILE, NodeKind.FILE);
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "keyspace=entries");
    }

    @Test
    void logRecordOfNoBranchIsFound() {
        store.putOperation(9, 3, store.operation(MAIN, 8));

        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "A log record belongs to a branch that does not exist.");
    }

    @Test
    void contentInAnOperationIsComparedWithItsHash() {
        OperationRecord right = store.operation(MAIN, 2);
        for (byte[] content : new byte[][] {{'t', 'i', 'n', 'x'}, {'t'}, {}}) {
            store.putOperation(
                    MAIN,
                    2,
                    new OperationRecord(2, right.operation(), Optional.of(content), right.effects(), Optional.empty()));
            assertThat(verification.findings())
                    .anyMatch(finding -> finding.kind() == Kind.DAMAGED_CONTENT
                            && finding.description().contains("Content in an operation does not match its hash"));
        }
        store.putOperation(
                MAIN,
                2,
                new OperationRecord(2, right.operation(), Optional.empty(), right.effects(), Optional.empty()));
        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.MISSING_CONTENT
                        && finding.description().contains("does not hold it"));
    }

    @Test
    void contentThatIsNowhereIsFoundUnlessItIsEmpty() {
        NodeRecord file = HandMadeStore.file(0600);
        store.putNode(
                MAIN,
                3,
                FILE,
                file.with(new ContentLocation(file.fileContent().reference(), new ContentLocation.Nowhere())));

        verification.assertFindsOne(Kind.MISSING_CONTENT, "A file's content is said to be nowhere, and is not empty.");
    }

    @Test
    void contentThatIsNotStoredIsFoundWithItsPlaces() {
        NodeRecord file = HandMadeStore.file(0600);
        ContentReference reference = file.fileContent().reference();
        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(5))));

        VerificationFinding finding =
                verification.assertFindsOne(Kind.MISSING_CONTENT, "A file's content is not stored.");

        assertThat(finding.places())
                .extracting(place -> place.point().sequence())
                .containsExactly(3L);
    }

    @Test
    void storedContentIsFoundByItsHashAndUnderItsId() {
        byte[] idKey = putContent("tiny", 5);
        assertThat(verification.findings()).isEmpty();
        NodeRecord file = HandMadeStore.file(0600);
        ContentReference reference = file.fileContent().reference();
        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(5))));
        assertThat(verification.findings()).isEmpty();

        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(6))));
        verification.assertFindsOne(Kind.DIFFERENT_RECORD, "stored under another id than the file says. id=6");
        store.putNode(MAIN, 3, FILE, file);

        byte[] row = store.records().get(Keyspaces.CONTENT_IDS, idKey);
        store.delete(Keyspaces.CONTENT_IDS, idKey);
        verification.assertIsRepaired(Kind.MISSING_RECORD, "No hash leads to an object. id=5");
        assertThat(store.records().get(Keyspaces.CONTENT_IDS, idKey)).isEqualTo(row);

        store.delete(Keyspaces.CONTENT, Keys.content(5));
        verification.assertFindsOne(Kind.MISSING_CONTENT, "A hash leads to content that is not there. id=5");
    }

    private byte[] putContent(String text, long id) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        return store.putContent(raw, id, verification.codec.encode(raw));
    }

    @Test
    void objectThatDoesNotMatchItsHashIsFound() {
        putContent("right", 5);
        store.records().put(Keyspaces.CONTENT, Keys.content(5), verification.codec.encode(new byte[] {1, 2, 3}));
        verification.assertFindsOne(Kind.DAMAGED_CONTENT, "Content does not match its hash. id=5");

        store.records().put(Keyspaces.CONTENT, Keys.content(5), new byte[] {1, 2, 3});
        verification.assertFindsOne(Kind.DAMAGED_CONTENT, "Content does not match its hash. id=5");
    }

    @Test
    void twoHashesOfOneObjectAreFound() {
        putContent("right", 5);
        store.putHash(new byte[] {1, 2, 3}, 5);

        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                        && finding.description().contains("Two hashes lead to one object. id=5"));
    }

    @Test
    void keysThatNoContentHasAreFound() {
        for (byte[] key : new byte[][] {new byte[32], new byte[34], forged(2), forged(-1)}) {
            store.records().put(Keyspaces.CONTENT_IDS, key, new byte[8]);
            verification.assertFindsOne(Kind.MALFORMED_KEY, "No record has such a key.");
            store.records().delete(Keyspaces.CONTENT_IDS, key);
        }
        store.records().put(Keyspaces.CONTENT_IDS, forged(1), new byte[8]);
        verification.assertFindsOne(Kind.DAMAGED_RECORD, "keyspace=content_ids");
    }

    private static byte[] forged(int form) {
        byte[] key = new byte[33];
        key[32] = (byte) form;
        return key;
    }

    @Test
    void progressHearsOfEachStep() {
        List<String> steps = new ArrayList<>();

        verification.run(TrialVerification.FULL, (step, done, total) -> steps.add(step + " " + done + " of " + total));

        assertThat(steps)
                .contains(
                        "checking the log 7 of 7",
                        "checking nodes 4 of 4",
                        "checking entries 4 of 4",
                        "checking the chain of changes 8 of 7");
    }
}

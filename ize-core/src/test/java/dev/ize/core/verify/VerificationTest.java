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

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.write.Chain;
import dev.ize.core.write.TrialTurn;
import dev.ize.core.write.Turn;
import dev.ize.spi.ContentHash;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Progress;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a verification makes of a store of a few records, one of which is not as it must be. */
class VerificationTest {
    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    private VerificationReport verify(VerificationOptions options) {
        return Verification.run(store::records, this::repair, codec, options, Progress.NONE);
    }

    private void repair(RepairTask batch) {
        Turn turn = TrialTurn.over(store.records(), codec);
        List<Boolean> outcome = batch.prepare(turn);
        turn.overlay().joinInto(store.records());
        batch.committed(outcome);
    }

    private List<VerificationFinding> findings() {
        return verify(VerificationOptions.full()).findings();
    }

    private VerificationFinding assertFindsOne(Kind kind, String words) {
        List<VerificationFinding> findings = findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).as(findings.toString()).isEqualTo(kind);
        assertThat(findings.get(0).description()).contains(words);
        return findings.get(0);
    }

    /** The control of a repair: it is made, and then there is nothing to be found. */
    private void assertIsRepaired(Kind kind, String words) {
        assertThat(assertFindsOne(kind, words).repaired()).isFalse();

        VerificationReport report = verify(VerificationOptions.full().repairing());

        assertThat(report.repaired()).isOne();
        assertThat(report.findings()).extracting(VerificationFinding::repaired).containsExactly(true);
        assertThat(findings()).isEmpty();
    }

    private void delete(Keyspace keyspace, byte[] key) {
        assertThat(store.records().get(keyspace, key)).isNotNull();
        store.records().delete(keyspace, key);
    }

    @Test
    void storeAsItMustBeIsSound() {
        VerificationReport report = verify(VerificationOptions.full());

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
        delete(Keyspaces.META, Keys.counters());

        assertFindsOne(Kind.MISSING_RECORD, "counters are missing");
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
                    assertFindsOne(Kind.MALFORMED_KEY, "keyspace=" + keyspace.name());
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

            assertThat(findings())
                    .as(record.toString())
                    .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                            && finding.description().contains("not what the act that made it says"));
        }
        store.putBranch(SIDE, right);
        assertThat(findings()).isEmpty();
    }

    @Test
    void branchThatIsSaidToBeDeletedIsFound() {
        store.putBranch(SIDE, store.branch(SIDE).asDeleted());

        assertThat(findings())
                .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                        && finding.description().contains("not what the act that made it says"))
                .anyMatch(finding -> finding.kind() == Kind.UNLOGGED_RECORD
                        && finding.description().contains("leads to a branch that does not have it"));
    }

    @Test
    void branchWithAnotherNameThanItsActSaysIsFoundByBoth() {
        BranchRecord right = store.branch(SIDE);
        store.putBranch(SIDE, new BranchRecord(MAIN, 4, 5, right.createdAt(), false, "other"));

        assertThat(findings())
                .extracting(VerificationFinding::kind)
                .containsExactlyInAnyOrder(Kind.DIFFERENT_RECORD, Kind.UNLOGGED_RECORD);
    }

    @Test
    void branchThatIsMissingIsFoundWithAllThatItHas() {
        delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertThat(findings())
                .anyMatch(finding -> finding.kind() == Kind.MISSING_RECORD
                        && finding.description().contains("A branch's record is missing. name=side"))
                .anyMatch(finding -> finding.kind() == Kind.UNLOGGED_RECORD
                        && finding.description().contains("leads to a branch that does not have it"));
    }

    @Test
    void deletedBranchMayBeGone() {
        store.putAct(9, new ActRecord(ActRecord.Act.DELETE_BRANCH, "side", SIDE, 0, 0, time(9), time(9), Chain.START));
        store.putCounters(new CountersRecord(10, 3, 4, 1, time(0), time(9), 9, store.storeLink()));
        store.putBranch(SIDE, store.branch(SIDE).asDeleted());
        delete(Keyspaces.BRANCHES, Keys.branchName(new byte[] {'s', 'i', 'd', 'e'}));
        removeWhatSideHas();
        assertThat(findings()).isEmpty();

        delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertThat(findings()).isEmpty();
    }

    private void removeWhatSideHas() {
        delete(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7));
        delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        delete(Keyspaces.ENTRIES, Keys.version(Keys.entryPrefix(DIRECTORY, B), SIDE, 7));
        delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B));
    }

    @Test
    void branchThatNoActMadeIsFound() {
        store.putBranch(3, new BranchRecord(MAIN, 4, 5, time(5), false, "extra"));

        assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a branch. name=extra");
    }

    @Test
    void branchOfAMissingOneIsFound() {
        store.putBranch(3, new BranchRecord(9, 4, 5, time(5), false, "extra"));

        assertFindsOne(Kind.MISSING_POINT, "forked from is missing. name=extra parent=9");
    }

    @Test
    void nameThatLeadsNowhereIsRepaired() {
        delete(Keyspaces.BRANCHES, Keys.branchName(new byte[] {'s', 'i', 'd', 'e'}));

        assertIsRepaired(Kind.MISSING_RECORD, "A branch's name leads nowhere. name=side");
    }

    @Test
    void nameThatLeadsToAnotherBranchIsRepaired() {
        store.putName("side", MAIN);

        assertIsRepaired(Kind.DIFFERENT_RECORD, "leads to a branch that does not have it. name=side");
    }

    @Test
    void nameThatNoBranchHasIsRemoved() {
        store.putName("nobody", MAIN);

        assertIsRepaired(Kind.UNLOGGED_RECORD, "leads to a branch that does not have it. name=nobody");
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

            assertFindsOne(Kind.DIFFERENT_RECORD, "A snapshot is not what the act that made it says. name=mark");
        }
    }

    @Test
    void snapshotThatIsMissingOrThatNoActMadeIsFound() {
        store.putSnapshot("other", new SnapshotRecord(MAIN, 4, time(6), ""));
        assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a snapshot. name=other");
        store.records().delete(Keyspaces.SNAPSHOTS, new byte[] {'o', 't', 'h', 'e', 'r'});

        delete(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});

        VerificationFinding finding = assertFindsOne(Kind.MISSING_RECORD, "A snapshot's record is missing. name=mark");
        assertThat(finding.places()).hasSize(1);
        assertThat(finding.places().get(0).point().sequence()).isEqualTo(4);
    }

    @Test
    void snapshotWhoseDeletionIsLoggedMayBeGone() {
        store.putAct(
                9, new ActRecord(ActRecord.Act.DELETE_SNAPSHOT, "mark", MAIN, 0, 0, time(9), time(9), Chain.START));
        store.putCounters(new CountersRecord(10, 3, 4, 1, time(0), time(9), 9, store.storeLink()));
        assertFindsOne(Kind.UNLOGGED_RECORD, "No act made a snapshot. name=mark");

        delete(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});

        assertThat(findings()).isEmpty();
    }

    @Test
    void pointInsideAChangeIsNone() {
        store.putAct(9, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "in", MAIN, 0, 2, time(9), time(9), Chain.START));
        store.putSnapshot("in", new SnapshotRecord(MAIN, 2, time(9), ""));
        store.putAct(
                10, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "fork", SIDE, 0, 4, time(10), time(10), Chain.START));
        store.putSnapshot("fork", new SnapshotRecord(SIDE, 4, time(10), ""));
        store.putAct(
                11, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "start", MAIN, 0, 0, time(11), time(11), Chain.START));
        store.putSnapshot("start", new SnapshotRecord(MAIN, 0, time(11), ""));
        store.putCounters(new CountersRecord(12, 3, 4, 1, time(0), time(11), 11, store.storeLink()));

        assertThat(findings())
                .extracting(VerificationFinding::description)
                .hasSize(2)
                .anyMatch(words -> words.contains("A snapshot leads to a point that does not exist. name=in"))
                .anyMatch(words -> words.contains("A snapshot leads to a point that does not exist. name=fork"));
    }

    @Test
    void firstVersionOfTheRootIsRepaired() {
        delete(Keyspaces.NODES, Keys.firstRoot());
        assertIsRepaired(Kind.MISSING_RECORD, "The root's first version is missing.");

        store.putNode(MAIN, 0, ROOT, HandMadeStore.file(0644));
        assertIsRepaired(Kind.DIFFERENT_RECORD, "The root's first version is not that of a new store.");

        store.flip(Keyspaces.NODES, Keys.firstRoot());
        assertThat(verify(VerificationOptions.full().repairing()).repaired()).isOne();
        assertThat(findings()).isEmpty();
    }

    @Test
    void listingsAreRepaired() {
        delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));
        assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B));
        assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        delete(Keyspaces.ENTRIES, Keys.dead(DIRECTORY, MAIN, 4, A));
        assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        byte[] live = Keys.live(ROOT, MAIN, D);
        store.records().put(Keyspaces.ENTRIES, live, new EntryRecord(1, FILE, NodeKind.FILE).encode(live));
        assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing has something else for an entry.");

        for (byte[] key : new byte[][] {
            Keys.live(DIRECTORY, MAIN, D),
            Keys.live(DIRECTORY, SIDE, A),
            Keys.live(DIRECTORY, MAIN, A),
            Keys.dead(DIRECTORY, MAIN, 3, A),
            Keys.dead(DIRECTORY, MAIN, 4, B),
            Keys.dead(DIRECTORY, SIDE, 7, B)
        }) {
            store.records().put(Keyspaces.ENTRIES, key, new EntryRecord(2, FILE, NodeKind.FILE).encode(key));
            assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing has an entry that no version explains.");
        }

        store.flip(Keyspaces.ENTRIES, live);
        assertThat(verify(VerificationOptions.full().repairing()).repaired()).isOne();
        assertThat(findings()).isEmpty();
    }

    @Test
    void versionsThatTheLogSaysAreRepaired() {
        for (long seq : new long[] {2, 3}) {
            delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, seq));
            assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");
        }
        delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 4));
        assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        delete(Keyspaces.XATTRS, Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8));
        assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.putNode(MAIN, 3, FILE, HandMadeStore.file(0640));
        assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");

        byte[] entry = Keys.version(Keys.entryPrefix(ROOT, D), MAIN, 1);
        store.records().put(Keyspaces.ENTRIES, entry, new EntryRecord(1, FILE, NodeKind.FILE).encode(entry));
        assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");
    }

    @Test
    void nothingIsRepairedFromALogThatIsInDoubt() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));

        VerificationReport report = verify(VerificationOptions.full().repairing());

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

        assertThat(findings())
                .extracting(VerificationFinding::description)
                .hasSize(2)
                .anyMatch(words -> words.contains("A link of the store's chain does not follow"))
                .anyMatch(words -> words.contains("The counters name another link of the store's chain."));
    }

    @Test
    void countersThatAreAheadOfTheStoreAreFound() {
        CountersRecord right = store.counters();
        store.putCounters(new CountersRecord(20, 3, 4, 1, time(0), time(6), 9, right.storeLink()));

        assertFindsOne(Kind.BROKEN_CHAIN, "The newest changes are missing: the counters name a later one. seq=9");
    }

    @Test
    void timeThatGoesBackIsFound() {
        store.putAct(
                9, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "back", MAIN, 0, 4, time(7), time(9), Chain.START));
        store.putSnapshot("back", new SnapshotRecord(MAIN, 4, time(7), ""));

        assertFindsOne(Kind.BROKEN_CHAIN, "The effective time goes back.");
    }
}

package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A store whose branches, snapshots and names are not what its acts say. */
class OutlineCheckTest {
    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

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
}

package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.format.TallyRecord.Column;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main branch was pruned up to 4 by act 9, and 1 stays. */
class FloorCheckTest {
    private static final long ACT = 9;

    private final HandMadeStore store = new HandMadeStore();

    @BeforeEach
    void prune() {
        store.pruneMain(ACT);
    }

    private void putFloor(long floor, long act, long points, long... digested) {
        store.putFloor(MAIN, new FloorRecord(floor, false, time(1), act, points, FloorRecord.digestOf(digested)));
    }

    private void putTally(long act) {
        store.putTally(MAIN, new TallyRecord(act, Column.NONE, Column.NONE, Column.NONE, Column.NONE));
    }

    private StoreOutline outline() {
        Findings findings = new Findings(9);
        StoreOutline outline = OutlineReader.read(store.records(), findings);
        assertThat(findings.count()).isZero();
        return outline;
    }

    private List<VerificationFinding> findings() {
        Findings findings = new Findings(9);
        new FloorCheck(store.records(), outline(), findings).run();
        return findings.toList();
    }

    private void assertFinds(Kind kind, String words) {
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(kind))
                .satisfies(finding -> assertThat(finding.description()).contains(words));
    }

    @Test
    void floorThatItsActSaysIsRight() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void floorThatNoActOrAnotherRaisedIsFound() {
        String words = "A floor is not what the act that raised it says.";
        putFloor(4, 6, 1, 1);
        assertFinds(Kind.DIFFERENT_RECORD, words);
        putFloor(3, ACT, 1, 1);
        assertFinds(Kind.DIFFERENT_RECORD, words);
        putFloor(4, ACT, 1, 1);
        store.records().delete(Keyspaces.ACTS, Keys.act(ACT));
        assertFinds(Kind.DIFFERENT_RECORD, words);
    }

    @Test
    void pointsThatAreNotThoseOfTheFloorAreFound() {
        putFloor(4, ACT, 2, 1, 3);
        assertFinds(Kind.MISSING_RECORD, "not those that the floor says. found=1 expected=2");
        putFloor(4, ACT, 1, 3);
        assertFinds(Kind.DIFFERENT_RECORD, "found=1 expected=1");
        putFloor(4, ACT, 0);
        assertFinds(Kind.DIFFERENT_RECORD, "found=1 expected=0");
        store.putKeptPoint(MAIN, 3);
        putFloor(4, ACT, 2, 1, 3);
        assertThat(findings()).isEmpty();
    }

    @Test
    void pointsOfABranchWithoutAFloorAreFound() {
        store.putKeptPoint(SIDE, 7);

        assertFinds(Kind.MISSING_RECORD, "Points were kept of a branch without a floor.");
    }

    @Test
    void pointAtWhichNoChangeEndsIsFound() {
        store.putKeptPoint(MAIN, 2);
        putFloor(4, ACT, 2, 1, 2);
        assertFinds(Kind.MISSING_RECORD, "The end of a change is missing at a point that was kept.");

        store.records().delete(Keyspaces.BRANCHES, Keys.keptPoint(MAIN, 2));
        putFloor(4, ACT, 1, 1);
        store.records().delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, 4));
        assertFinds(Kind.MISSING_RECORD, "The end of a change is missing at a point that was kept.");
    }

    @Test
    void endThatDoesNotDecodeIsLeftToTheLog() {
        Findings findings = new Findings(9);
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 1));

        new FloorCheck(store.records(), outline(), findings).run();

        assertThat(findings.count()).isZero();
        assertThat(findings.unchecked()).isOne();
    }

    @Test
    void outlineKnowsWhatIsKeptAndWhetherTheRestIsGone() {
        StoreOutline outline = outline();
        assertThat(outline.kept(MAIN).points()).containsExactly(1);
        assertThat(outline.kept(MAIN).floor()).isEqualTo(4);
        assertThat(outline.kept(SIDE).isPruned()).isFalse();
        assertThat(outline.isSwept(SIDE)).isTrue();
        assertThat(outline.isSwept(MAIN)).isFalse();

        putTally(6);
        assertThat(outline().isSwept(MAIN)).isFalse();
        putTally(ACT);
        assertThat(outline().isSwept(MAIN)).isTrue();
    }

    @Test
    void prunedChangesMayBeMissingFromTheChain() {
        RemovedSpans removed = outline().removed();

        assertThat(removed.mayLieBetween(1, 3)).isTrue();
        assertThat(removed.mayLieBetween(3, 5)).as("the floor itself").isFalse();
        assertThat(removed.mayLieBetween(4, 8)).isFalse();
    }

    @Test
    void changesOfDeletedBranchesMayBeMissingFromTheChain() {
        store.putAct(12, ActRecord.Act.DELETE_BRANCH, "side", SIDE, 0);
        RemovedSpans removed = outline().removed();
        assertThat(removed.mayLieBetween(5, 7)).isTrue();
        assertThat(removed.mayLieBetween(11, 13)).isFalse();

        store.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));

        assertThat(outline().removed().mayLieBetween(5, 7)).isFalse();
        assertThat(outline().removed().mayLieBetween(7, 9)).isTrue();
        assertThat(outline().held(SIDE)).isEqualTo(7);
        assertThat(outline().held(MAIN)).isEqualTo(4);
        assertThat(outline().held(9)).isZero();
    }

    @Test
    void branchThatIsNewerThanTheOutlineHasALineage() {
        StoreOutline outline = outline();
        store.putBranch(3, new BranchRecord(SIDE, 7, 20, time(20), false, "newer"));

        assertThat(outline.lineage(store.records(), 3)).hasValueSatisfying(lineage -> {
            assertThat(lineage.size()).isEqualTo(3);
            assertThat(lineage.branch(1)).isEqualTo(SIDE);
        });
        assertThat(outline.lineage(store.records(), 4)).isEmpty();
        assertThat(outline.lineage(store.records(), SIDE)).isPresent();
        assertThat(outline.branch(3)).isNull();
    }

    @Test
    void newestChangeWithoutItsEndIsFoundUnlessAStageIsUnderWay() {
        OperationRecord right = store.operation(MAIN, 8);
        store.putOperation(
                MAIN,
                8,
                new OperationRecord(8, right.operation(), Optional.empty(), right.effects(), Optional.empty()));
        Findings findings = new Findings(9);

        StoreOutline outline = OutlineReader.read(store.records(), findings);

        assertThat(outline.branches.get(MAIN).head()).isEqualTo(4);
        assertThat(findings.toList())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.BROKEN_CHANGE))
                .satisfies(finding ->
                        assertThat(finding.places().get(0).point().sequence()).isEqualTo(8));
        store.putStage(MAIN, 8);
        assertThat(outline().branches.get(MAIN).head()).isEqualTo(4);
        assertThat(outline().branches.get(MAIN).stageStart()).isEqualTo(8);
    }

    @Test
    void endThatDoesNotDecodeIsSteppedOver() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        Findings findings = new Findings(9);

        StoreOutline outline = OutlineReader.read(store.records(), findings);

        assertThat(outline.branches.get(MAIN).head()).isEqualTo(4);
        assertThat(findings.toList()).extracting(VerificationFinding::kind).containsExactly(Kind.DAMAGED_RECORD);
    }
}

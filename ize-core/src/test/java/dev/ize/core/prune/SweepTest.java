package dev.ize.core.prune;

import static dev.ize.core.prune.TrialSweep.A;
import static dev.ize.core.prune.TrialSweep.DEAD;
import static dev.ize.core.prune.TrialSweep.FORK;
import static dev.ize.core.prune.TrialSweep.LIVING;
import static dev.ize.core.prune.TrialSweep.MAIN;
import static dev.ize.core.prune.TrialSweep.NODE;
import static dev.ize.core.prune.TrialSweep.gained;
import static dev.ize.core.prune.TrialSweep.kept;
import static dev.ize.core.prune.TrialSweep.lost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.NodeKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a branch whose floor is 20, with 5 and 10 below it that stay, each sweep leaves what these show and no more. */
class SweepTest {
    private final TrialSweep trial = new TrialSweep();

    @Test
    void versionsThatNoKeptPointSeesGo() {
        long gone = trial.putNode(MAIN, 1, LIVING) + trial.putNode(MAIN, 7, LIVING);
        for (long seq : new long[] {4, 9, 15, 25}) {
            trial.putNode(MAIN, seq, LIVING);
        }

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, MAIN)).containsExactly(4L, 9L, 15L, 25L);
        assertThat(trial.versions).isEqualTo(2);
        assertThat(trial.bytes).isEqualTo(gone);
        assertThat(trial.seen).isEqualTo(6);
        assertThat(trial.tally.column(MAIN, Keyspaces.NODES).count())
                .as("at or below the floor")
                .isEqualTo(3);
    }

    @Test
    void versionAtTheFloorIsCountedAndOneAboveIsNot() {
        trial.putNode(MAIN, 20, LIVING);
        trial.putNode(MAIN, 21, LIVING);

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, MAIN)).containsExactly(20L, 21L);
        assertThat(trial.tally.column(MAIN, Keyspaces.NODES).count()).isEqualTo(1);
    }

    @Test
    void historyOfMoreThanOneStepIsSweptAsInOne() {
        trial.floors.put(MAIN, kept(1400, false, 700));
        for (long seq = 1; seq <= 1200; seq++) {
            trial.putNode(MAIN, seq, seq < 1200 ? LIVING : DEAD);
        }

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, MAIN)).containsExactly(700L, 1200L);
        assertThat(trial.seen).isEqualTo(1200);
        assertThat(trial.steps)
                .as("500, 500 and 200 nodes, and four empty keyspaces")
                .isEqualTo(7);
    }

    @Test
    void entryThatGoesLeavesTheListingAndTheOneBeforeItLastsLonger() {
        trial.putEntry(MAIN, 4, 5);
        long gone = trial.putEntry(MAIN, 7, 6);
        trial.putEntry(MAIN, 9, 0);
        trial.putEntry(MAIN, 15, 8);
        trial.putEntry(Keys.dead(1, MAIN, 7, A), 4, 5);
        gone += trial.putEntry(Keys.dead(1, MAIN, 9, A), 7, 6);
        trial.putEntry(Keys.live(1, MAIN, A), 15, 8);

        trial.sweep();

        assertThat(trial.records.get(Keyspaces.ENTRIES, Keys.dead(1, MAIN, 7, A)))
                .isNull();
        assertThat(trial.entry(Keys.dead(1, MAIN, 9, A))).isEqualTo(new EntryRecord(4, 5, NodeKind.DIRECTORY));
        assertThat(trial.entry(Keys.live(1, MAIN, A))).isEqualTo(new EntryRecord(15, 8, NodeKind.DIRECTORY));
        assertThat(trial.versions).isEqualTo(1);
        assertThat(trial.bytes).isEqualTo(gone);
        assertThat(trial.seen).as("the versions alone").isEqualTo(4);
    }

    @Test
    void entryThatABranchEndedWithLeavesTheListingOfWhatLives() {
        trial.floors.put(MAIN, kept(20, true, 5, 10));
        trial.putEntry(MAIN, 4, 5);
        trial.putEntry(MAIN, 25, 6);
        trial.putEntry(Keys.dead(1, MAIN, 25, A), 4, 5);
        trial.putEntry(Keys.live(1, MAIN, A), 25, 6);

        trial.sweep();

        assertThat(trial.records.get(Keyspaces.ENTRIES, Keys.dead(1, MAIN, 25, A)))
                .isNull();
        assertThat(trial.entry(Keys.live(1, MAIN, A))).isEqualTo(new EntryRecord(4, 5, NodeKind.DIRECTORY));
    }

    @Test
    void namesThatGoAreJoinedToTheNextThatStay() {
        trial.putNames(MAIN, 1, gained("a"));
        trial.putNames(MAIN, 3, lost("a"), gained("b"));
        trial.putNames(MAIN, 7, lost("b"), gained("c"));
        trial.putNames(MAIN, 25, lost("c"), gained("d"));

        trial.sweep();

        assertThat(trial.left(Keyspaces.NAMES, MAIN)).containsExactly(3L, 7L, 25L);
        assertThat(trial.names(MAIN, 3)).containsExactly(gained("b"));
        assertThat(trial.names(MAIN, 7)).containsExactly(lost("b"), gained("c"));
        assertThat(trial.names(MAIN, 25)).containsExactly(lost("c"), gained("d"));
        assertThat(trial.versions).isEqualTo(1);
        assertThat(trial.tally.column(MAIN, Keyspaces.NAMES).count()).isEqualTo(2);
    }

    @Test
    void namesAtTheFloorAreJoinedAndThoseOfABranchThatEndedGoAboveIt() {
        trial.floors.put(MAIN, kept(20, true));
        trial.putNames(MAIN, 19, gained("a"));
        trial.putNames(MAIN, 20, lost("a"), gained("b"));
        trial.putNames(MAIN, 21, lost("b"), gained("c"));

        trial.sweep();

        assertThat(trial.left(Keyspaces.NAMES, MAIN)).containsExactly(20L);
        assertThat(trial.names(MAIN, 20)).containsExactly(gained("b"));
    }

    @Test
    void namesThatCameBackGo() {
        trial.putNames(MAIN, 3, gained("a"));
        trial.putNames(MAIN, 6, lost("a"), gained("b"));
        trial.putNames(MAIN, 8, lost("b"), gained("a"));

        trial.sweep();

        assertThat(trial.left(Keyspaces.NAMES, MAIN)).containsExactly(3L);
    }

    @Test
    void namesOfAForkAreJoinedOverThoseThatItBeganWith() {
        trial.floors.put(FORK, kept(20, false));
        trial.putNode(MAIN, 2, LIVING);
        trial.putNames(MAIN, 2, gained("a"));
        trial.putNames(FORK, 15, lost("a"), gained("b"));
        trial.putNames(FORK, 16, lost("b"), gained("c"));

        trial.sweep();

        assertThat(trial.left(Keyspaces.NAMES, FORK)).containsExactly(16L);
        assertThat(trial.names(FORK, 16)).containsExactly(lost("a"), gained("c"));
    }

    @Test
    void branchOfWhichNothingIsKeptGoesWithoutALookAtItsParent() {
        trial.floors.put(FORK, kept(0, true));
        trial.putNode(MAIN, 2, LIVING.withLinks(2));
        trial.putNode(FORK, 15, LIVING);
        trial.putNames(FORK, 15, gained("b"));
        trial.putEntry(FORK, 15, NODE);

        trial.sweep();

        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.NAMES, Keyspaces.ENTRIES)) {
            assertThat(trial.left(keyspace, FORK)).as(keyspace.name()).isEmpty();
        }
    }

    @Test
    void contentThatMustLastIsMovedOnPrunedBranchesAndOthers() {
        NodeRecord lasting = LIVING.with(new Attributes(0711, 0, 0, Instant.EPOCH, Instant.EPOCH));
        trial.putNode(MAIN, 4, LIVING);
        trial.putNode(FORK, 15, LIVING);

        trial.sweep(node -> lasting);

        for (long branch : new long[] {MAIN, FORK}) {
            byte[] key = Keys.version(Keys.nodePrefix(NODE), branch, branch == MAIN ? 4 : 15);
            assertThat(NodeRecord.decode(key, trial.records.get(Keyspaces.NODES, key)))
                    .as("branch %d", branch)
                    .isEqualTo(lasting);
        }
    }

    @Test
    void operationsGoAndTheEndsOfChangesAtKeptPointsStayAsLinks() {
        long gone = 0;
        for (long seq = 1; seq <= 20; seq++) {
            gone += trial.putOperation(MAIN, seq);
        }
        trial.putOperation(MAIN, 21);
        trial.putOperation(FORK, 12);

        trial.sweep();

        assertThat(trial.keys(Keyspaces.OPERATIONS))
                .containsExactly(
                        Keys.operation(MAIN, 5),
                        Keys.operation(MAIN, 10),
                        Keys.operation(MAIN, 20),
                        Keys.operation(MAIN, 21),
                        Keys.operation(FORK, 12));
        assertThat(trial.isLink(MAIN, 5)).isTrue();
        assertThat(trial.isLink(MAIN, 20)).isTrue();
        assertThat(trial.isLink(MAIN, 21)).isFalse();
        assertThat(trial.isLink(FORK, 12)).isFalse();
        assertThat(trial.operations).isEqualTo(20);
        assertThat(trial.bytes).isEqualTo(gone);
    }

    /** The links counted as removed, with each later pruning again. */
    @Test
    void linksThatStayCountAsNothing() {
        trial.putOperation(MAIN, 10);
        trial.putOperation(MAIN, 20);
        trial.sweep();
        trial.operations = 0;
        trial.bytes = 0;

        trial.sweep();

        assertThat(trial.operations + trial.bytes).isZero();
        assertThat(trial.keys(Keyspaces.OPERATIONS)).hasSize(2);
    }

    @Test
    void stepEndsBeforeTheRecordThatMakesItMoreThanFourMebibytes() {
        for (long seq = 1; seq <= 6; seq++) {
            trial.putAttributeOf(1 << 20, seq);
        }

        trial.sweep();

        assertThat(trial.seen).isEqualTo(6);
        assertThat(trial.steps).as("three, three, and four empty keyspaces").isEqualTo(6);
    }

    @Test
    void recordThatIsLargerThanAStepIsSweptAlone() {
        trial.putAttributeOf(5 << 20, 1);
        trial.putAttributeOf(1, 2);

        trial.sweep();

        assertThat(trial.seen).isEqualTo(2);
        assertThat(trial.steps).isEqualTo(6);
    }

    @Test
    void branchThatWasNotPrunedStaysAsItIs() {
        trial.putNode(FORK, 15, LIVING);
        trial.putNode(FORK, 16, DEAD);
        trial.putNames(FORK, 15, gained("a"));
        trial.putNames(FORK, 16, lost("a"));
        trial.putEntry(FORK, 15, NODE);
        trial.putEntry(FORK, 16, 0);
        trial.putAttribute(FORK, 15, true);

        trial.sweep();

        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.NAMES, Keyspaces.ENTRIES)) {
            assertThat(trial.left(keyspace, FORK)).as(keyspace.name()).containsExactly(15L, 16L);
        }
        assertThat(trial.left(Keyspaces.XATTRS, FORK)).containsExactly(15L);
        assertThat(trial.versions + trial.bytes).isZero();
        assertThat(trial.tally.column(FORK, Keyspaces.NODES).count()).isZero();
    }
}

package dev.ize.core.prune;

import static dev.ize.core.prune.TrialSweep.DEAD;
import static dev.ize.core.prune.TrialSweep.FORK;
import static dev.ize.core.prune.TrialSweep.LIVING;
import static dev.ize.core.prune.TrialSweep.MAIN;
import static dev.ize.core.prune.TrialSweep.NODE;
import static dev.ize.core.prune.TrialSweep.kept;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.Keyspaces;
import org.junit.jupiter.api.Test;

/** Which tombstones a sweep leaves: those that hide something from a point that stays. */
class SweptTombstonesTest {
    private final TrialSweep trial = new TrialSweep();

    @Test
    void tombstoneThatHidesNothingGoes() {
        trial.putNode(MAIN, 6, LIVING);
        trial.putNode(MAIN, 8, DEAD);
        trial.putEntry(MAIN, 6, NODE);
        trial.putEntry(MAIN, 20, 0);
        trial.putAttribute(MAIN, 6, true);
        trial.putAttribute(MAIN, 8, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, MAIN)).isEmpty();
        assertThat(trial.left(Keyspaces.XATTRS, MAIN)).isEmpty();
        assertThat(trial.left(Keyspaces.ENTRIES, MAIN)).as("seen at 10").containsExactly(6L, 20L);
    }

    @Test
    void tombstoneOfAnAttributeThatNoPointShowsGoes() {
        trial.putNode(MAIN, 4, LIVING);
        trial.putAttribute(MAIN, 6, true);
        trial.putAttribute(MAIN, 8, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.XATTRS, MAIN)).isEmpty();
    }

    @Test
    void tombstoneAtTheFloorOfAnEntryThatNoPointShowsGoes() {
        trial.putEntry(MAIN, 19, NODE);
        trial.putEntry(MAIN, 20, 0);

        trial.sweep();

        assertThat(trial.left(Keyspaces.ENTRIES, MAIN)).isEmpty();
    }

    @Test
    void tombstoneAboveTheFloorStays() {
        trial.putEntry(MAIN, 21, 0);

        trial.sweep();

        assertThat(trial.left(Keyspaces.ENTRIES, MAIN)).containsExactly(21L);
    }

    @Test
    void tombstoneThatHidesAnOlderVersionStays() {
        trial.putNode(MAIN, 4, LIVING);
        trial.putNode(MAIN, 8, DEAD);
        trial.putEntry(MAIN, 4, NODE);
        trial.putEntry(MAIN, 8, 0);

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, MAIN)).containsExactly(4L, 8L);
        assertThat(trial.left(Keyspaces.ENTRIES, MAIN)).containsExactly(4L, 8L);
    }

    @Test
    void tombstoneThatHidesAnOlderAttributeStaysWhileTheNodeLives() {
        trial.putNode(MAIN, 4, LIVING);
        trial.putAttribute(MAIN, 4, true);
        trial.putAttribute(MAIN, 7, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.XATTRS, MAIN)).containsExactly(4L, 7L);
    }

    @Test
    void tombstoneOfAForkStaysWhereItHidesWhatTheForkBeganWith() {
        trial.floors.put(FORK, kept(20, false));
        trial.putNode(MAIN, 4, LIVING);
        trial.putNode(FORK, 15, DEAD);
        trial.putEntry(MAIN, 4, NODE);
        trial.putEntry(FORK, 15, 0);
        trial.putAttribute(MAIN, 4, true);
        trial.putAttribute(FORK, 14, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, FORK)).containsExactly(15L);
        assertThat(trial.left(Keyspaces.ENTRIES, FORK)).containsExactly(15L);
        assertThat(trial.left(Keyspaces.XATTRS, FORK)).isEmpty();
    }

    @Test
    void tombstoneOfAnAttributeThatTheForkBeganWithStaysWhileTheNodeLives() {
        trial.floors.put(FORK, kept(20, false));
        trial.putNode(MAIN, 4, LIVING);
        trial.putAttribute(MAIN, 4, true);
        trial.putAttribute(FORK, 14, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.XATTRS, FORK)).containsExactly(14L);
    }

    @Test
    void tombstoneOfAForkGoesWhereTheForkBeganWithoutTheThing() {
        trial.floors.put(FORK, kept(20, false));
        trial.putNode(FORK, 15, DEAD);
        trial.putEntry(MAIN, 4, NODE);
        trial.putEntry(MAIN, 8, 0);
        trial.putEntry(FORK, 15, 0);
        trial.putAttribute(FORK, 14, false);

        trial.sweep();

        assertThat(trial.left(Keyspaces.NODES, FORK)).isEmpty();
        assertThat(trial.left(Keyspaces.ENTRIES, FORK)).isEmpty();
        assertThat(trial.left(Keyspaces.XATTRS, FORK)).isEmpty();
    }

    @Test
    void attributeOfANodeThatLivesStaysAndThatOfADeadOneGoes() {
        trial.putNode(MAIN, 2, LIVING);
        trial.putNode(MAIN, 8, DEAD);
        trial.putAttribute(MAIN, 3, true);
        trial.putAttribute(MAIN, 7, true);
        trial.putAttribute(MAIN, 21, true);

        trial.sweep();

        assertThat(trial.left(Keyspaces.XATTRS, MAIN)).containsExactly(3L, 21L);
    }
}

package dev.ize.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptPointsTest {
    private static final Instant FIRST = Instant.ofEpochSecond(100);
    private static final List<Instant> UNTILS =
            List.of(Instant.ofEpochSecond(200), Instant.ofEpochSecond(300), Instant.ofEpochSecond(300));

    /** Of the points up to the floor, 20, three stay below it. */
    private final KeptPoints pruned = new KeptPoints(20, false, FIRST, new long[] {5, 10, 15}, UNTILS);

    /** The same of a branch of which nothing stays above the floor. */
    private final KeptPoints ended = new KeptPoints(20, true, FIRST, new long[] {5, 10, 15}, UNTILS);

    private final KeptPoints gone = new KeptPoints(0, true, FIRST, new long[0], List.of());

    @Test
    void allPointsStayWhereNothingWasPruned() {
        assertThat(KeptPoints.ALL.isPruned()).isFalse();
        assertThat(KeptPoints.ALL.isEnded()).isFalse();
        assertThat(KeptPoints.ALL.contains(0)).isTrue();
        assertThat(KeptPoints.ALL.contains(7)).isTrue();
        assertThat(KeptPoints.ALL.firstAtOrAbove(7)).hasValue(7);
        assertThat(KeptPoints.ALL.lastBelow(7)).isEmpty();
        assertThat(KeptPoints.ALL.hasOperation(1)).isTrue();
    }

    @Test
    void pruningIsAFloorOrAnEnd() {
        assertThat(pruned.isPruned()).isTrue();
        assertThat(pruned.isEnded()).isFalse();
        assertThat(gone.isPruned()).isTrue();
        assertThat(gone.isEnded()).isTrue();
        assertThat(pruned.floor()).isEqualTo(20);
        assertThat(pruned.firstTime()).isEqualTo(FIRST);
        assertThat(pruned.points()).containsExactly(5, 10, 15);
        assertThat(pruned.untils()).isEqualTo(UNTILS);
        assertThat(pruned.point(1)).isEqualTo(10);
    }

    @Test
    void keptPointsAreThoseNamedAndAllFromTheFloorOn() {
        assertThat(pruned.contains(4)).isFalse();
        assertThat(pruned.contains(5)).isTrue();
        assertThat(pruned.contains(6)).isFalse();
        assertThat(pruned.contains(19)).isFalse();
        assertThat(pruned.contains(20)).isTrue();
        assertThat(pruned.contains(21)).isTrue();
    }

    @Test
    void nothingAboveTheFloorIsKeptOfABranchThatEnded() {
        assertThat(ended.contains(15)).isTrue();
        assertThat(ended.contains(20)).isTrue();
        assertThat(ended.contains(21)).isFalse();
        assertThat(ended.firstAtOrAbove(21)).isEmpty();
        assertThat(gone.contains(1)).isFalse();
    }

    @Test
    void operationsAboveTheFloorAreThere() {
        assertThat(pruned.hasOperation(20)).isFalse();
        assertThat(pruned.hasOperation(21)).isTrue();
        assertThat(ended.hasOperation(21)).isFalse();
    }

    @Test
    void neighboursOfAPointAreThoseKept() {
        assertThat(pruned.firstAtOrAbove(1)).hasValue(5);
        assertThat(pruned.firstAtOrAbove(6)).hasValue(10);
        assertThat(pruned.firstAtOrAbove(16)).hasValue(20);
        assertThat(pruned.lastBelow(5)).isEmpty();
        assertThat(pruned.lastBelow(6)).hasValue(5);
        assertThat(pruned.lastBelow(10)).hasValue(5);
        assertThat(pruned.lastBelow(20)).hasValue(15);
        assertThat(pruned.lastBelow(21)).hasValue(20);
    }

    @Test
    void versionIsSeenIfAKeptPointComesBeforeTheNext() {
        assertThat(pruned.sees(6, 10)).isFalse();
        assertThat(pruned.sees(6, 11)).isTrue();
        assertThat(ended.sees(21, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void pointOfATimeIsTheFirstThatWasNewestThen() {
        assertThat(pruned.firstUntilAfter(Instant.ofEpochSecond(199))).hasValue(0);
        assertThat(pruned.firstUntilAfter(Instant.ofEpochSecond(200))).hasValue(1);
        assertThat(pruned.firstUntilAfter(Instant.ofEpochSecond(299))).hasValue(1);
        assertThat(pruned.firstUntilAfter(Instant.ofEpochSecond(300))).isEmpty();
    }

    @Test
    void keptPointsDoNotChange() {
        pruned.points()[0] = 6;

        assertThat(pruned.contains(5)).isTrue();
    }
}

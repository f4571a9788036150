package dev.ize.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.BranchId;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {
    /** main has seqs up to 10; 2 was forked at 10 by act 11; 3 was forked from 2 at 20 by act 25. */
    private final Lineage main = Lineage.ofRoot(1);

    private final Lineage child = main.fork(2, 10, 11);
    private final Lineage grandchild = child.fork(3, 20, 25);

    @Test
    void eachAncestorIsSeenUpToTheForkPoint() {
        assertThat(grandchild.size()).isEqualTo(3);
        assertThat(grandchild.bound(0, 100)).isEqualTo(100);
        assertThat(grandchild.bound(1, 100)).isEqualTo(20);
        assertThat(grandchild.bound(2, 100)).isEqualTo(10);
    }

    @Test
    void anEarlierViewBoundsEveryMember() {
        assertThat(grandchild.bound(0, 5)).isEqualTo(5);
        assertThat(grandchild.bound(1, 5)).isEqualTo(5);
        assertThat(grandchild.bound(2, 5)).isEqualTo(5);
    }

    @Test
    void aSeqBelongsToTheBranchWhoseLogHoldsIt() {
        assertThat(grandchild.owner(30)).isZero();
        assertThat(grandchild.owner(20)).isEqualTo(1);
        assertThat(grandchild.owner(12)).isEqualTo(1);
        assertThat(grandchild.owner(10)).isEqualTo(2);
        assertThat(grandchild.owner(1)).isEqualTo(2);
        assertThat(grandchild.owner(0)).isEqualTo(2);
    }

    @Test
    void membersAreFoundById() {
        Lineage withGap = child.fork(9, 20, 25);

        assertThat(withGap.indexOf(9)).isZero();
        assertThat(withGap.indexOf(5)).isEqualTo(-1);
        assertThat(withGap.firstAtOrBelow(5)).isEqualTo(1);
        assertThat(withGap.firstAtOrBelow(10)).isZero();
        assertThat(main.firstAtOrBelow(0)).isEqualTo(1);
    }

    @Test
    void anAncestorOfALineageIsUnboundedAgain() {
        Lineage parent = grandchild.ancestor(1);

        assertThat(parent.branch(0)).isEqualTo(2);
        assertThat(parent.bound(0, 100)).isEqualTo(100);
        assertThat(parent.bound(1, 100)).isEqualTo(10);
    }

    @Test
    void seqBetweenAForkAndTheBranchsFirstIsNoPointOfItsOwn() {
        assertThat(grandchild.mayHave(30, 30)).isTrue();
        assertThat(grandchild.mayHave(30, 31)).isFalse();
        assertThat(grandchild.mayHave(30, 25)).isFalse();
        assertThat(grandchild.mayHave(30, 26)).isTrue();
        assertThat(grandchild.mayHave(30, 20)).isTrue();
        assertThat(grandchild.mayHave(30, 21)).isFalse();
        assertThat(grandchild.mayHave(30, 11)).isFalse();
        assertThat(grandchild.mayHave(30, 10)).isTrue();
    }

    @Test
    void nothingIsPrunedAtFirst() {
        assertThat(grandchild.prunedUpTo(30)).isZero();
        assertThat(grandchild.hasOperation(30)).isTrue();
    }

    @Test
    void prunedPartOfAMemberIsThatOfTheLineage() {
        child.floor(0).raise(pruned(15));

        assertThat(grandchild.prunedUpTo(30)).isEqualTo(15);
        assertThat(grandchild.prunedUpTo(13)).isEqualTo(13);
        assertThat(grandchild.prunedUpTo(11)).isZero();
        assertThat(grandchild.prunedUpTo(12)).isEqualTo(12);
        assertThat(grandchild.hasOperation(15)).isFalse();
        assertThat(grandchild.hasOperation(16)).isTrue();
        assertThat(grandchild.hasOperation(5)).isTrue();
    }

    @Test
    void nearestPrunedMemberCounts() {
        main.floor(0).raise(pruned(5));
        child.floor(0).raise(pruned(15));

        assertThat(grandchild.prunedUpTo(30)).isEqualTo(15);
        assertThat(grandchild.prunedUpTo(11)).isEqualTo(5);
    }

    @Test
    void prunedPointIsRefusedWithItsKeptNeighbours() {
        child.floor(0).raise(new KeptPoints(18, false, Instant.EPOCH, new long[] {14}, List.of(Instant.EPOCH)));

        grandchild.requireKept(3, 14);
        grandchild.requireKept(3, 18);
        assertThatThrownBy(() -> grandchild.requireKept(3, 16))
                .isInstanceOfSatisfying(PointPrunedException.class, e -> {
                    assertThat(e.below()).contains(point(14));
                    assertThat(e.above()).contains(point(18));
                })
                .hasMessageContaining("use one that was kept");
        assertThatThrownBy(() -> grandchild.requireKept(3, 13))
                .isInstanceOfSatisfying(PointPrunedException.class, e -> {
                    assertThat(e.below()).as("the fork point").contains(point(10));
                    assertThat(e.above()).contains(point(14));
                });
    }

    @Test
    void firstPrunedPointHasNoneBeforeIt() {
        main.floor(0).raise(pruned(5));

        assertThatThrownBy(() -> grandchild.requireKept(3, 2)).isInstanceOfSatisfying(PointPrunedException.class, e -> {
            assertThat(e.below()).isEmpty();
            assertThat(e.above()).contains(point(5));
        });
    }

    private static KeptPoints pruned(long floor) {
        return new KeptPoints(floor, false, Instant.EPOCH, new long[0], List.of());
    }

    private static Point point(long seq) {
        return new Point(new BranchId(3), seq);
    }
}

package dev.ize.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

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
}

package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.write.Leases.Kept;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final ContentReference CHUNK =
            new ContentReference(ContentHash.ofContent(new byte[1]), Form.BYTES, 1);
    private static final ContentReference TREE = new ContentReference(ContentHash.ofContent(new byte[2]), Form.TREE, 2);

    private final Leases leases = new Leases();
    private final ContentMarks marks = new ContentMarks(100);

    @Test
    void leaseHoldsWhatItKeepsUntilItIsClosed() {
        Leases.Lease lease = leases.open();
        for (long id = 1; id <= 10; id++) {
            assertThat(lease.keep(new long[] {90, id}, leases.round())).isEqualTo(Kept.YES);
        }
        lease.keep(TREE);

        assertThat(leases.holds(1)).isTrue();
        assertThat(leases.holds(10)).isTrue();
        assertThat(leases.holds(90)).as("its base").isFalse();
        assertThat(leases.holds(11)).isFalse();
        assertThat(leases.holdsAny(Set.of(TREE.hash()))).isTrue();
        assertThat(leases.holdsAny(Set.of(CHUNK.hash()))).isFalse();

        lease.close();
        lease.close();

        assertThat(leases.holds(1)).isFalse();
        assertThat(leases.holdsAny(Set.of(TREE.hash()))).isFalse();
    }

    @Test
    void collectionMarksWhatIsLeased() {
        Leases.Lease lease = leases.open();
        lease.add(3);
        lease.add(4);
        lease.keep(TREE);
        Leases.Lease full = leases.open();
        for (long id = 11; id < 15; id++) {
            full.add(id);
        }
        Leases.Lease closed = leases.open();
        closed.add(6);
        closed.close();
        leases.open();

        Leases.Leased leased = leases.begin(marks);

        assertThat(leased.contents()).containsExactly(TREE);
        assertThat(leased.objects()).as("those that may have a base").containsExactlyInAnyOrder(4L, 12L, 14L);
        assertThat(marks.isFree(3)).isFalse();
        assertThat(marks.isFree(4)).isFalse();
        assertThat(marks.isFree(14)).isFalse();
        assertThat(marks.isFree(6)).isTrue();
    }

    @Test
    void objectOfAnotherRoundIsLookedUpAgain() {
        Leases.Lease lease = leases.open();
        Leases.Round before = leases.round();
        leases.begin(marks);

        assertThat(lease.keep(new long[] {1}, before)).isEqualTo(Kept.UNCERTAIN);
        assertThat(leases.holds(1)).isFalse();
        Leases.Round during = leases.round();
        assertThat(lease.keep(new long[] {1}, during)).isEqualTo(Kept.YES);
        leases.end();
        assertThat(lease.keep(new long[] {2}, during)).isEqualTo(Kept.UNCERTAIN);
    }

    @Test
    void objectIsKeptDuringACollectionWithAllThatReadingItTakes() {
        Leases.Lease lease = leases.open();
        leases.begin(marks);
        marks.doom(7);

        assertThat(lease.keep(new long[] {2, 4}, leases.round())).isEqualTo(Kept.YES);
        assertThat(marks.isFree(2)).isFalse();
        assertThat(lease.keep(new long[] {7, 8}, leases.round())).isEqualTo(Kept.NO);
    }

    @Test
    void whatAChangeFindsIsMarkedUnlessItGoes() {
        assertThat(leases.touch(7, id -> new long[] {id})).isTrue();
        leases.begin(marks);
        marks.doom(7);

        assertThat(leases.touch(8, id -> new long[] {6, id})).isTrue();
        assertThat(marks.isFree(6)).isFalse();
        assertThat(marks.isFree(8)).isFalse();
        assertThat(leases.touch(7, id -> new long[] {id})).isFalse();
        leases.end();
        assertThat(leases.touch(7, id -> new long[] {id})).isTrue();
    }

    @Test
    void newVersionsOfManyChunksAreToldToTheCollection() {
        leases.use(TREE);
        leases.begin(marks);
        assertThat(leases.takeUsed()).isEmpty();

        leases.use(TREE);
        leases.use(CHUNK);

        assertThat(leases.takeUsed()).containsExactly(TREE);
        assertThat(leases.takeUsed()).isEmpty();
        leases.use(TREE);
        leases.begin(marks);
        assertThat(leases.takeUsed()).isEmpty();
    }
}

package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentMarksTest {
    @Test
    void whatIsInUseIsNotRemovedAndWhatIsRemovedIsNotTakenIntoUse() {
        ContentMarks marks = new ContentMarks(10_000);

        assertThat(marks.touch(1)).isTrue();
        assertThat(marks.reach(5_000)).isTrue();
        assertThat(marks.doom(9_999)).isTrue();

        assertThat(marks.doom(1)).isFalse();
        assertThat(marks.doom(5_000)).isFalse();
        assertThat(marks.touch(9_999)).isFalse();
        assertThat(marks.isFree(2)).isTrue();
        assertThat(marks.isFree(9_999)).isFalse();
    }

    @Test
    void objectIsReachedForTheFirstTimeOnceAlsoWhereItWasTouched() {
        ContentMarks marks = new ContentMarks(10);
        marks.touch(3);

        assertThat(marks.reach(3)).isTrue();
        assertThat(marks.reach(3)).isFalse();
    }

    /** A forged id once asked for memory for all ids below it. */
    @Test
    void idsFarApartAreMarkedWithoutThoseBetweenThem() {
        ContentMarks marks = new ContentMarks(1L << 60);

        assertThat(marks.reach(1)).isTrue();
        assertThat(marks.reach((1L << 60) - 1)).isTrue();

        assertThat(marks.isFree((1L << 60) - 1)).isFalse();
        assertThat(marks.isFree(1L << 59)).isTrue();
    }

    @Test
    void idsThatWereNotGivenOutAreInUse() {
        ContentMarks marks = new ContentMarks(10);

        for (long id : new long[] {10, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(marks.isFree(id)).isFalse();
            assertThat(marks.doom(id)).isFalse();
            assertThat(marks.touch(id)).isTrue();
            assertThat(marks.reach(id)).isTrue();
            assertThat(marks.reach(id)).as("also where it was reached before").isTrue();
        }
    }
}

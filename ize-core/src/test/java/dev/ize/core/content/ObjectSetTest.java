package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectSetTest {
    @Test
    void idsAreThereOnceTheyAreAdded() {
        ObjectSet set = new ObjectSet();

        for (long id = 0; id < 10_000; id += 3) {
            assertThat(set.add(id)).isTrue();
        }

        for (long id = 0; id < 10_000; id++) {
            assertThat(set.contains(id)).as("id %d", id).isEqualTo(id % 3 == 0);
        }
        assertThat(set.add(9_999)).isFalse();
    }

    /** A forged id once asked for memory for all ids below it. */
    @Test
    void idsFarApartAreHeldWithoutThoseBetweenThem() {
        ObjectSet set = new ObjectSet();

        assertThat(set.add(1)).isTrue();
        assertThat(set.add(Long.MAX_VALUE)).isTrue();
        assertThat(set.add(-1)).isTrue();

        assertThat(set.contains(Long.MAX_VALUE)).isTrue();
        assertThat(set.contains(-1)).isTrue();
        assertThat(set.contains(1L << 40)).isFalse();
    }
}

package dev.ize.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace.Shape;
import org.junit.jupiter.api.Test;

final class KeyspaceTest {
    private static final Keyspace ONE = new Keyspace(1, "one", Shape.SMALL_RECORDS);

    @Test
    void equalIsWhatIsEqualInEachPart() {
        assertThat(ONE)
                .isEqualTo(new Keyspace(1, "one", Shape.SMALL_RECORDS))
                .hasSameHashCodeAs(new Keyspace(1, "one", Shape.SMALL_RECORDS))
                .isNotEqualTo(new Keyspace(2, "one", Shape.SMALL_RECORDS))
                .isNotEqualTo(new Keyspace(1, "other", Shape.SMALL_RECORDS))
                .isNotEqualTo(new Keyspace(1, "one", Shape.LARGE_VALUES))
                .isNotEqualTo("one");
    }
}

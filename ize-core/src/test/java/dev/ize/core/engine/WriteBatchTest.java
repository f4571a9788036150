package dev.ize.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Keyspace.Shape;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import org.junit.jupiter.api.Test;

class WriteBatchTest {
    private static final Keyspace KEYSPACE = new Keyspace(0, "some", Shape.SMALL_RECORDS);

    private final WriteBatch batch = new WriteBatch();

    @Test
    void stepsStandInTheirOrderAndTheirBytesAreAddedUp() {
        batch.put(KEYSPACE, new byte[3], new byte[5]);
        batch.delete(KEYSPACE, new byte[7]);
        batch.deleteRange(KEYSPACE, new byte[] {1}, new byte[] {2, 2});

        assertThat(batch.steps()).hasExactlyElementsOfTypes(Put.class, Delete.class, DeleteRange.class);
        assertThat(batch.steps()).allMatch(step -> step.keyspace().equals(KEYSPACE));
        assertThat(batch.bytes()).isEqualTo(3 + 5 + 7 + 1 + 2);
        assertThat(batch.isEmpty()).isFalse();
    }

    @Test
    void rangeThatHoldsNoKeyIsNoStep() {
        batch.deleteRange(KEYSPACE, new byte[] {2}, new byte[] {2});
        batch.deleteRange(KEYSPACE, new byte[] {(byte) 0x80}, new byte[] {0x7F});

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.bytes()).isZero();
    }

    @Test
    void requirementsAreNoSteps() {
        batch.require(KEYSPACE, new byte[1], null);
        batch.require(KEYSPACE, new byte[2], new byte[0]);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.requirements())
                .extracting(WriteBatch.Requirement::expected)
                .containsExactly(null, new byte[0]);
    }

    @Test
    void keysOutOfBoundsAreRefused() {
        for (int length : new int[] {0, 512}) {
            byte[] key = new byte[length];
            assertThatThrownBy(() -> batch.put(KEYSPACE, key, key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> batch.delete(KEYSPACE, key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> batch.deleteRange(KEYSPACE, key, new byte[] {1}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> batch.deleteRange(KEYSPACE, new byte[1], key))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> batch.require(KEYSPACE, key, null)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int length : new int[] {1, 511}) {
            batch.put(KEYSPACE, new byte[length], new byte[0]);
        }
        assertThat(batch.steps()).hasSize(2);
    }

    @Test
    void keyspaceHasANumberBelow64AndALowerCaseName() {
        assertThat(new Keyspace(63, "a_b", Shape.LARGE_VALUES).id()).isEqualTo(63);
        assertThat(new Keyspace(0, "a", Shape.LARGE_VALUES).id()).isZero();
        assertThatThrownBy(() -> new Keyspace(64, "a", Shape.LARGE_VALUES))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keyspace(-1, "a", Shape.LARGE_VALUES))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keyspace(1, "A", Shape.LARGE_VALUES)).isInstanceOf(IllegalArgumentException.class);
    }
}

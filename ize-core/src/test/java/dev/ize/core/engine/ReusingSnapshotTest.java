package dev.ize.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace.Shape;
import org.junit.jupiter.api.Test;

/** What the engine is asked for; that the answers are right is shown by the contract of engines. */
class ReusingSnapshotTest {
    private static final Keyspace ONE = new Keyspace(0, "one", Shape.SMALL_RECORDS);
    private static final Keyspace OTHER = new Keyspace(1, "other", Shape.SMALL_RECORDS);

    private int made;

    private final EngineSnapshot snapshot = new ReusingSnapshot(new EngineSnapshot() {
        private final EngineSnapshot empty = new EmptySnapshot();

        @Override
        public byte[] get(Keyspace keyspace, byte[] key) {
            return empty.get(keyspace, key);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte[] to) {
            made++;
            return empty.cursor(keyspace, from, to);
        }

        @Override
        public void close() {}
    });

    private Cursor open(Keyspace keyspace) {
        return snapshot.cursor(keyspace, new byte[] {1}, null);
    }

    @Test
    void cursorThatWasClosedIsUsedAgain() {
        open(ONE).close();
        open(ONE).close();

        assertThat(made).isEqualTo(1);
    }

    @Test
    void cursorsThatAreOpenAtOnceAndThoseOfOtherKeyspacesAreTheirOwn() {
        try (Cursor first = open(ONE);
                Cursor second = open(ONE);
                Cursor third = open(OTHER)) {
            assertThat(first).isNotSameAs(second).isNotSameAs(third);
            assertThat(made).isEqualTo(3);
        }
    }

    @Test
    void cursorThatIsClosedTwiceIsGivenToOneAlone() {
        Cursor closed = open(ONE);
        closed.close();
        closed.close();

        open(ONE);
        open(ONE);

        assertThat(made).isEqualTo(2);
    }
}

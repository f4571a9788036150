package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.RECORDS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots use read transactions again, and nobody may notice. */
final class ReaderPoolTest {
    @TempDir
    Path directory;

    private LmdbEngine engine;

    @BeforeEach
    void opens() {
        engine = Fixture.open(directory);
    }

    @AfterEach
    void closes() {
        engine.close();
    }

    @Test
    void fourThousandSnapshotsAreOpenAtOnceEachOfItsOwnState() {
        List<EngineSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Fixture.put(engine, "key", bytes("state" + i));
            for (int j = 0; j < 100; j++) {
                snapshots.add(engine.snapshot());
            }
        }

        for (int i = 0; i < snapshots.size(); i++) {
            assertThat(snapshots.get(i).get(RECORDS, bytes("key"))).isEqualTo(bytes("state" + i / 100));
        }
        snapshots.forEach(EngineSnapshot::close);

        assertThat(Fixture.get(engine, "key")).isEqualTo(bytes("state39"));
    }

    @Test
    void snapshotWithARestedReaderSeesTheNewestState() {
        for (int i = 0; i < 100; i++) {
            Fixture.put(engine, "key", bytes("state" + i));
            try (EngineSnapshot snapshot = engine.snapshot();
                    Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.value()).isEqualTo(bytes("state" + i));
                assertThat(snapshot.get(RECORDS, bytes("key"))).isEqualTo(bytes("state" + i));
            }
        }
    }

    @Test
    void closedSnapshotReadsNothingThoughItsReaderIsInUseAgain() {
        Fixture.put(engine, "key", bytes("value"));
        EngineSnapshot first = engine.snapshot();
        Cursor cursor = first.cursor(RECORDS, new byte[0], null);
        assertThat(cursor.next()).isTrue();
        first.close();

        try (EngineSnapshot second = engine.snapshot()) {
            assertThatThrownBy(() -> first.get(RECORDS, bytes("key"))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> first.cursor(RECORDS, new byte[0], null))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
            first.close();
            cursor.close();
            assertThat(second.get(RECORDS, bytes("key"))).as("still open").isEqualTo(bytes("value"));
        }
    }

    @Test
    void manyCursorsAtOnceKeepTheirPlaces() {
        for (int i = 0; i < 50; i++) {
            Fixture.put(engine, "key" + (100 + i), bytes("value" + i));
        }

        for (int round = 0; round < 3; round++) {
            try (EngineSnapshot snapshot = engine.snapshot()) {
                List<Cursor> cursors = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    cursors.add(snapshot.cursor(RECORDS, bytes("key" + (100 + i)), null));
                    assertThat(cursors.get(i).next()).isTrue();
                }
                for (int i = 0; i < 50; i += 2) {
                    assertThat(cursors.get(i).value()).isEqualTo(bytes("value" + i));
                    cursors.get(i).close();
                }
                for (int i = 1; i < 50; i += 2) {
                    assertThat(cursors.get(i).key()).isEqualTo(bytes("key" + (100 + i)));
                }
            }
        }
    }

    @Test
    void snapshotBeyondTheLastPlaceWaitsForOneToBeClosed() throws Exception {
        engine.close();
        engine = Fixture.open(directory, LmdbOptions.defaults().withMaxReaders(2));
        ExecutorService other = Executors.newSingleThreadExecutor();
        EngineSnapshot first = engine.snapshot();

        try (EngineSnapshot second = engine.snapshot()) {
            Future<?> third = other.submit(() -> engine.snapshot().close());
            Thread.sleep(100);
            assertThat(third.isDone()).as("waits").isFalse();
            first.close();
            third.get(30, TimeUnit.SECONDS);
            assertThat(second.get(RECORDS, bytes("key"))).isNull();
        }
        other.shutdown();
    }

    @Test
    void engineClosesSnapshotsThatWereForgotten() {
        Fixture.put(engine, "key", bytes("value"));
        EngineSnapshot forgotten = engine.snapshot();
        Cursor cursor = forgotten.cursor(RECORDS, new byte[0], null);
        assertThat(cursor.next()).isTrue();

        engine.close();
        engine.close();

        assertThatThrownBy(engine::snapshot).isInstanceOf(IllegalStateException.class);
        cursor.close();
        forgotten.close();
        engine = Fixture.open(directory);
        assertThat(Fixture.get(engine, "key")).isEqualTo(bytes("value"));
    }

    /** A page that a reader pins is not used again, so that a reader left behind would show as growth. */
    @Test
    void restingReadersPinNoPages() {
        for (int i = 0; i < 20; i++) {
            Fixture.put(engine, "key", new byte[100_000]);
            engine.snapshot().close();
        }
        long settled = engine.statistics().diskBytes();

        for (int i = 0; i < 200; i++) {
            Fixture.put(engine, "key", new byte[100_000]);
            engine.snapshot().close();
        }

        assertThat(engine.statistics().diskBytes()).isEqualTo(settled);
    }
}

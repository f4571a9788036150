package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static dev.ize.backend.rocksdb.TestEngine.VALUES;
import static dev.ize.backend.rocksdb.TestEngine.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine contract cannot know: where RocksDB's own ways differ from the seam's. */
class RocksDbEngineTest {
    @TempDir
    Path directory;

    @Test
    void aPutAfterARangeDeletionInOneBatchStaysWhenBothBecomeTables() {
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            engine.put(RECORDS, "b1", "old");
            engine.put(RECORDS, "b2", "old");
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, bytes("b3"), bytes("put before"));
            batch.deleteRange(RECORDS, bytes("b"), bytes("c"));
            batch.put(RECORDS, bytes("b2"), bytes("put after"));
            engine.engine().write(batch, Durability.BUFFERED);

            // More than all write buffers: the records are flushed too.
            engine.putLargeValues(0, 80);

            assertThat(keys(engine.engine(), RECORDS)).containsExactly("b2");
            assertThat(engine.get(RECORDS, "b2")).isEqualTo("put after");
            assertThat(engine.get(RECORDS, "b1")).isNull();
        }
    }

    @Test
    void aSnapshotStillSeesWhatALaterRangeDeletionRemovedFromTables() {
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            engine.put(RECORDS, "a", "1");
            engine.putLargeValues(0, 80);
            try (EngineSnapshot before = engine.engine().snapshot()) {
                WriteBatch batch = new WriteBatch();
                batch.deleteRange(VALUES, bytes("v"), bytes("w"));
                batch.deleteRange(RECORDS, bytes("a"), bytes("b"));
                engine.engine().write(batch, Durability.BUFFERED);
                engine.putLargeValues(100, 180);

                assertThat(before.get(RECORDS, bytes("a"))).isEqualTo(bytes("1"));
                assertThat(before.get(VALUES, bytes("v0000"))).hasSize(64 << 10);
                assertThat(keys(before, VALUES)).hasSize(80).contains("v0079");
            }
            assertThat(keys(engine.engine(), VALUES))
                    .hasSize(80)
                    .contains("v0179")
                    .doesNotContain("v0079");
            assertThat(engine.get(RECORDS, "a")).isNull();
        }
    }

    @Test
    void aCursorKeepsItsBoundsWhenTheCallerReusesTheArrays() {
        try (TestEngine engine = TestEngine.open(directory)) {
            engine.put(RECORDS, "a", "1");
            engine.put(RECORDS, "b", "2");
            engine.put(RECORDS, "c", "3");
            byte[] from = bytes("b");
            byte[] to = bytes("c");

            try (EngineSnapshot snapshot = engine.engine().snapshot();
                    Cursor cursor = snapshot.cursor(RECORDS, from, to)) {
                from[0] = 'a';
                to[0] = 'z';

                assertThat(cursor.seekBefore(bytes("y"))).isTrue();
                assertThat(cursor.key()).isEqualTo(bytes("b"));
                assertThat(cursor.previous()).isFalse();
            }
        }
    }

    @Test
    void aFailedRequirementNamesTheKeyInHex() {
        try (TestEngine engine = TestEngine.open(directory)) {
            WriteBatch batch = new WriteBatch();
            batch.require(RECORDS, new byte[] {0, (byte) 0xff}, bytes("there"));
            batch.put(RECORDS, bytes("a"), bytes("1"));

            assertThatThrownBy(() -> engine.engine().write(batch, Durability.SYNC))
                    .isInstanceOf(WriteConflictException.class)
                    .hasMessageContaining("key=00ff");
            assertThat(engine.get(RECORDS, "a")).isNull();
        }
    }

    @Test
    void aBatchAboveTheBoundIsRefusedWholeAndOneAtTheBoundIsWritten() {
        try (TestEngine engine = TestEngine.open(directory)) {
            byte[] half = new byte[Keyspace.MAX_BATCH_BYTES / 2 - 1];
            WriteBatch atBound = new WriteBatch();
            atBound.put(VALUES, bytes("a"), half);
            atBound.put(VALUES, bytes("b"), half);
            WriteBatch above = new WriteBatch();
            above.put(VALUES, bytes("c"), half);
            above.put(VALUES, bytes("d"), half);
            above.delete(VALUES, bytes("a"));

            engine.engine().write(atBound, Durability.BUFFERED);
            assertThatThrownBy(() -> engine.engine().write(above, Durability.BUFFERED))
                    .isInstanceOf(WriteRefusedException.class)
                    .hasMessageContaining("max=" + Keyspace.MAX_BATCH_BYTES);

            assertThat(keys(engine.engine(), VALUES)).containsExactly("a", "b");
        }
    }

    @Test
    void aKeyspaceThatWasNotDeclaredIsTheCallersMistake() {
        Keyspace other = new Keyspace(9, "other", Keyspace.Shape.SMALL_RECORDS);
        try (TestEngine engine = TestEngine.open(directory);
                EngineSnapshot snapshot = engine.engine().snapshot()) {
            assertThatThrownBy(() -> snapshot.get(other, bytes("a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other");
        }
    }

    @Test
    void closingUnderAnOpenSnapshotIsRefusedAndTheSnapshotGoesOn() {
        TestEngine engine = TestEngine.open(directory);
        engine.put(RECORDS, "a", "1");
        EngineSnapshot snapshot = engine.engine().snapshot();

        assertThatThrownBy(engine::close).isInstanceOf(IllegalStateException.class);
        assertThat(snapshot.get(RECORDS, bytes("a"))).isEqualTo(bytes("1"));

        snapshot.close();
        engine.close();
    }

    @Test
    void whatIsClosedRefusesInsteadOfCrashing() {
        TestEngine engine = TestEngine.open(directory);
        EngineSnapshot snapshot = engine.engine().snapshot();
        Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null);
        snapshot.close();
        snapshot.close();
        cursor.close();
        engine.close();
        engine.close();

        assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> snapshot.get(RECORDS, bytes("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.engine().snapshot()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.engine().sync()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.engine().statistics()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void statisticsFollowTheDataBeforeAndAfterItReachesTables() throws Exception {
        try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
            engine.putLargeValues(0, 4);
            EngineStatistics inLog = engine.engine().statistics();
            engine.putLargeValues(4, 160);
            EngineStatistics inTables = engine.engine().statistics();

            assertThat(inLog.liveBytes()).isBetween(4L * (64 << 10), inLog.diskBytes());
            assertThat(inTables.liveBytes()).isBetween(150L * (64 << 10), inTables.diskBytes());
            assertThat(inTables.diskBytes())
                    .isGreaterThanOrEqualTo(TestEngine.sizes(directory, ".sst"))
                    .isLessThan(3L * 160 * (64 << 10));
        }
    }

    private static List<String> keys(Engine engine, Keyspace keyspace) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return keys(snapshot, keyspace);
        }
    }

    private static List<String> keys(EngineSnapshot snapshot, Keyspace keyspace) {
        List<String> keys = new ArrayList<>();
        try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
            while (cursor.next()) {
                keys.add(new String(cursor.key(), StandardCharsets.UTF_8));
            }
        }
        return keys;
    }
}

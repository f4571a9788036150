package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot is the state at the end of one batch and stays so, whatever is written later. */
abstract class EngineSnapshotContract extends EngineContract {
    private static final byte[] KEY = Bytes.ascii("key");

    @Shows("snapshot-1")
    @Test
    void snapshotOfANewEngineIsEmpty() {
        assertThat(keys(RECORDS)).as("keys of a new engine").isEmpty();
        assertThat(get(BLOBS, KEY)).as("a value of a new engine").isNull();
    }

    @Shows("snapshot-2")
    @Test
    void newSnapshotSeesTheBatchThatWasJustWritten() {
        for (int i = 0; i < 100; i++) {
            put(RECORDS, KEY, Bytes.number(i));

            assertThat(get(RECORDS, KEY))
                    .as("the value right after write %d", i)
                    .isEqualTo(Bytes.hex(Bytes.number(i)));
        }
    }

    @Shows("snapshot-3")
    @Test
    void snapshotDoesNotSeeLaterPuts() {
        put(RECORDS, KEY, Bytes.of(1));

        try (EngineSnapshot snapshot = engine().snapshot()) {
            put(RECORDS, KEY, Bytes.of(2));
            put(RECORDS, Bytes.ascii("later"), Bytes.of(2));
            put(INDEX, Bytes.ascii("later"), Bytes.of(2));

            assertThat(get(snapshot, RECORDS, KEY))
                    .as("a value overwritten later")
                    .isEqualTo("01");
            assertThat(get(snapshot, RECORDS, Bytes.ascii("later")))
                    .as("a key put later")
                    .isNull();
            assertThat(keys(snapshot, INDEX, FIRST, null))
                    .as("keys of a keyspace filled later")
                    .isEmpty();
        }
    }

    @Shows("snapshot-3")
    @Test
    void snapshotDoesNotSeeLaterDeletes() {
        putKeys(RECORDS, Bytes.numbers(0, 100));
        putKeys(INDEX, Bytes.numbers(0, 100));

        try (EngineSnapshot snapshot = engine().snapshot()) {
            WriteBatch batch = new WriteBatch();
            batch.delete(RECORDS, Bytes.number(7));
            batch.deleteRange(INDEX, Bytes.number(0), Bytes.number(99));
            write(batch);

            assertThat(keys(snapshot, RECORDS, FIRST, null))
                    .as("keys, one of which was deleted later")
                    .hasSize(100);
            assertThat(keys(snapshot, INDEX, FIRST, null))
                    .as("keys of a range deleted later")
                    .hasSize(100);
        }
    }

    @Shows("snapshot-4")
    @Test
    void cursorOpenedBeforeOrAfterAWriteReadsItsSnapshot() {
        putKeys(RECORDS, Bytes.numbers(10, 20));

        try (EngineSnapshot snapshot = engine().snapshot();
                Cursor early = snapshot.cursor(RECORDS, FIRST, null)) {
            early.seekAtOrAfter(Bytes.number(15));
            putKeys(RECORDS, Bytes.numbers(0, 30));

            assertThat(upwards(early))
                    .as("the rest of a cursor that was open during a write")
                    .isEqualTo(Bytes.hex(Bytes.numbers(16, 20)));
            assertThat(keys(snapshot, RECORDS, FIRST, null))
                    .as("a cursor opened after a write on an old snapshot")
                    .isEqualTo(Bytes.hex(Bytes.numbers(10, 20)));
        }
    }

    @Shows("snapshot-5")
    @Test
    void snapshotIsUnchangedByAThousandBatches() {
        for (int i = 0; i < 50; i++) {
            put(RECORDS, Bytes.number(i), Bytes.random(200, i));
            put(BLOBS, Bytes.number(i), Bytes.random(20_000, i));
        }

        try (EngineSnapshot snapshot = engine().snapshot()) {
            List<String> before = contents(snapshot);
            for (int i = 0; i < 1_000; i++) {
                write(upheaval(i));
            }

            assertThat(contents(snapshot))
                    .as("the snapshot after 1,000 batches")
                    .isEqualTo(before);
        }
    }

    @Shows("snapshot-6")
    @Test
    void aThousandSnapshotsAtOnceSeeTheirOwnStates() {
        List<EngineSnapshot> snapshots = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                WriteBatch batch = new WriteBatch();
                batch.put(RECORDS, KEY, Bytes.number(i));
                batch.put(INDEX, Bytes.number(i), Bytes.EMPTY);
                write(batch);
                snapshots.add(engine().snapshot());
            }

            for (int i = 0; i < 1_000; i++) {
                EngineSnapshot snapshot = snapshots.get(i);
                assertThat(get(snapshot, RECORDS, KEY))
                        .as("the value in snapshot %d of 1,000", i)
                        .isEqualTo(Bytes.hex(Bytes.number(i)));
                assertThat(lastKey(snapshot))
                        .as("the last key in snapshot %d of 1,000", i)
                        .isEqualTo(Bytes.hex(Bytes.number(i)));
            }
        } finally {
            snapshots.forEach(EngineSnapshot::close);
        }
    }

    @Shows("snapshot-7")
    @Test
    void snapshotsMayBeClosedInAnyOrder() {
        put(RECORDS, KEY, Bytes.of(1));
        EngineSnapshot first = engine().snapshot();
        put(RECORDS, KEY, Bytes.of(2));
        EngineSnapshot second = engine().snapshot();
        put(RECORDS, KEY, Bytes.of(3));
        try (EngineSnapshot third = engine().snapshot()) {
            second.close();
            assertThat(get(first, RECORDS, KEY))
                    .as("the first snapshot after the second was closed")
                    .isEqualTo("01");
            assertThat(get(third, RECORDS, KEY))
                    .as("the third snapshot after the second was closed")
                    .isEqualTo("03");
            first.close();
            assertThat(get(third, RECORDS, KEY))
                    .as("the third snapshot after the others were closed")
                    .isEqualTo("03");
        } finally {
            first.close();
            second.close();
        }
    }

    @Shows("snapshot-11")
    @Test
    void conflictLeavesNoTraceInLaterSnapshots() {
        put(RECORDS, KEY, Bytes.of(1));
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, Bytes.of(2));
        batch.require(RECORDS, KEY, null);

        try (EngineSnapshot before = engine().snapshot()) {
            assertThatThrownBy(() -> write(batch)).isInstanceOf(WriteConflictException.class);

            assertThat(get(before, RECORDS, KEY))
                    .as("in the snapshot from before the conflict")
                    .isEqualTo("01");
        }
        assertThat(get(RECORDS, KEY))
                .as("in a snapshot from after the conflict")
                .isEqualTo("01");
    }

    @Shows({"snapshot-8", "snapshot-9"})
    @Test
    void closingASnapshotClosesItsCursors() {
        putKeys(RECORDS, Bytes.numbers(0, 10));
        for (int i = 0; i < 200; i++) {
            List<Cursor> cursors = new ArrayList<>();
            try (EngineSnapshot snapshot = engine().snapshot()) {
                for (int j = 0; j < 10; j++) {
                    Cursor cursor = snapshot.cursor(RECORDS, FIRST, null);
                    cursors.add(cursor);
                    assertThat(cursor.next()).as("next() of cursor %d", j).isTrue();
                }
            }
            // A cursor that its snapshot closed need not be closed, and where it is, that must do nothing.
            if (i % 2 == 0) {
                cursors.forEach(Cursor::close);
            }
        }

        // An engine whose cursors outlive their snapshots refuses, hangs or crashes here.
        reopen();
        assertThat(keys(RECORDS))
                .as("keys after 2,000 cursors were left to their snapshots")
                .hasSize(10);
    }

    @Shows("snapshot-9")
    @Test
    void closingTwiceDoesNothing() {
        put(RECORDS, KEY, Bytes.of(1));
        try (EngineSnapshot other = engine().snapshot()) {
            EngineSnapshot snapshot = engine().snapshot();
            Cursor cursor = snapshot.cursor(RECORDS, FIRST, null);

            cursor.close();
            cursor.close();
            assertThat(get(snapshot, RECORDS, KEY))
                    .as("the snapshot after its cursor was closed twice")
                    .isEqualTo("01");
            snapshot.close();
            snapshot.close();

            assertThat(get(other, RECORDS, KEY))
                    .as("another snapshot, after one was closed twice")
                    .isEqualTo("01");
        }
        put(RECORDS, KEY, Bytes.of(2));
        assertThat(get(RECORDS, KEY)).as("the value written after that").isEqualTo("02");
    }

    private static WriteBatch upheaval(int i) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, Bytes.number(i % 60), Bytes.random(200, -i));
        batch.put(INDEX, Bytes.number(i), Bytes.EMPTY);
        if (i % 10 == 3) {
            batch.put(BLOBS, Bytes.number(i % 50), Bytes.random(20_000, -i));
            batch.delete(BLOBS, Bytes.number((i + 1) % 50));
        }
        if (i % 100 == 50) {
            batch.deleteRange(RECORDS, Bytes.number(0), Bytes.number(60));
            batch.deleteRange(BLOBS, Bytes.number(10), Bytes.number(40));
        }
        return batch;
    }

    private static List<String> contents(EngineSnapshot snapshot) {
        List<String> entries = new ArrayList<>();
        for (Keyspace keyspace : KEYSPACES) {
            try (Cursor cursor = snapshot.cursor(keyspace, FIRST, null)) {
                while (cursor.next()) {
                    int valueHash = Arrays.hashCode(cursor.value());
                    entries.add(keyspace.name() + " " + Bytes.hex(cursor.key()) + " value hash " + valueHash);
                }
            }
        }
        return entries;
    }

    private static String lastKey(EngineSnapshot snapshot) {
        try (Cursor cursor = snapshot.cursor(INDEX, FIRST, null)) {
            return cursor.previous() ? Bytes.hex(cursor.key()) : "none";
        }
    }
}

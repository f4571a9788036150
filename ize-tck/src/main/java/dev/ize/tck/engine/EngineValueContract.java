package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.rule.Shows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys of 1 to 511 bytes and values from none to 16 MiB come back as they were put, in arrays of the
 * caller's own; a batch of 64 MiB is written or refused, whole.
 */
abstract class EngineValueContract extends EngineContract {
    private static final int MIB = 1 << 20;

    @Shows("order-3")
    @ParameterizedTest(name = "a key of {0} bytes")
    @ValueSource(ints = {1, 2, 288, 510, 511})
    void keyOfAnyLengthComesBack(int length) {
        byte[] key = Bytes.random(length, length);

        put(RECORDS, key, Bytes.of(7));

        assertThat(get(RECORDS, key))
                .as("the value under a key of %d bytes", length)
                .isEqualTo("07");
        assertThat(keys(RECORDS))
                .as("the key of %d bytes, from a cursor", length)
                .containsExactly(Bytes.hex(key));
    }

    @Shows("order-21")
    @ParameterizedTest(name = "a value of {0} bytes")
    @ValueSource(ints = {0, 1, 100, 1_023, 4_096, 65_535, 65_536, 262_144, MIB, 16 * MIB})
    void valueOfAnyLengthComesBack(int length) {
        byte[] value = Bytes.random(length, length);

        for (Keyspace keyspace : List.of(RECORDS, BLOBS)) {
            put(keyspace, Bytes.ascii("k"), value);

            assertHolds(keyspace, Bytes.ascii("k"), value);
        }
        reopen();
        assertHolds(RECORDS, Bytes.ascii("k"), value);
        assertHolds(BLOBS, Bytes.ascii("k"), value);
    }

    @Shows("order-22")
    @Test
    void emptyValueIsNotAnAbsentOne() {
        put(RECORDS, Bytes.ascii("empty"), Bytes.EMPTY);

        assertThat(get(RECORDS, Bytes.ascii("empty"))).as("an empty value").isEqualTo("");
        assertThat(get(RECORDS, Bytes.ascii("absent")))
                .as("the value of an absent key")
                .isNull();
    }

    @Shows({"order-3", "order-21"})
    @Test
    void longestKeyMayHaveALargeValue() {
        byte[] value = Bytes.random(MIB, 3);

        put(BLOBS, Bytes.filled(511, 0xff), value);

        assertHolds(BLOBS, Bytes.filled(511, 0xff), value);
    }

    @Shows({"order-21", "batch-3"})
    @Test
    void valueMayGrowAndShrink() {
        for (int length : new int[] {10, 100_000, 0, 5_000, 16, 300_000, 1}) {
            byte[] value = Bytes.random(length, length);

            put(BLOBS, Bytes.ascii("k"), value);

            assertHolds(BLOBS, Bytes.ascii("k"), value);
        }
    }

    @Shows("batch-13")
    @Test
    void largestValueIsWrittenOrRefusedWhole() {
        byte[] key = Bytes.ascii("huge");
        byte[] value = Bytes.random(Keyspace.MAX_BATCH_BYTES - key.length, 64);
        WriteBatch batch = new WriteBatch();
        batch.put(BLOBS, key, value);

        assertIsWrittenOrRefused(batch);
    }

    @Shows("batch-13")
    @Test
    void largestBatchIsWrittenOrRefusedWhole() {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; batch.bytes() + MIB + 4 <= Keyspace.MAX_BATCH_BYTES; i++) {
            batch.put(i % 2 == 0 ? BLOBS : RECORDS, Bytes.number(i), Bytes.random(MIB, i));
        }
        byte[] last = Bytes.filled(4, 0xff);
        batch.put(INDEX, last, Bytes.random((int) (Keyspace.MAX_BATCH_BYTES - batch.bytes() - last.length), 99));

        assertIsWrittenOrRefused(batch);
    }

    @Shows("batch-1")
    @Test
    void batchOfAHundredThousandStepsIsWrittenWhole() {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < 100_000; i++) {
            batch.put(i % 3 == 0 ? INDEX : RECORDS, Bytes.number(i), Bytes.number(-i));
        }

        write(batch);

        assertThat(keys(INDEX)).as("every third key of 100,000").hasSize(33_334);
        assertThat(keys(RECORDS)).as("the other keys of 100,000").hasSize(66_666);
        assertThat(get(RECORDS, Bytes.number(99_998)))
                .as("one of the last values")
                .isEqualTo(Bytes.hex(Bytes.number(-99_998)));
    }

    @Shows("order-23")
    @Test
    void arraysThatAreReturnedBelongToTheCaller() {
        put(RECORDS, Bytes.ascii("key"), Bytes.ascii("value"));

        try (EngineSnapshot snapshot = engine().snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, FIRST, null)) {
            cursor.next();
            spoil(present(snapshot, RECORDS, Bytes.ascii("key")));
            spoil(cursor.key());
            spoil(cursor.value());

            assertThat(Bytes.hex(cursor.key()))
                    .as("the cursor's key, after a returned one was changed")
                    .isEqualTo(Bytes.hex(Bytes.ascii("key")));
            assertThat(Bytes.hex(cursor.value()))
                    .as("the cursor's value, after a returned one was changed")
                    .isEqualTo(Bytes.hex(Bytes.ascii("value")));
            assertThat(get(snapshot, RECORDS, Bytes.ascii("key")))
                    .as("the value, after a returned one was changed")
                    .isEqualTo(Bytes.hex(Bytes.ascii("value")));
            assertThat(cursor.next()).as("next() after the last key").isFalse();
        }
        assertThat(get(RECORDS, Bytes.ascii("key")))
                .as("the value in a later snapshot")
                .isEqualTo(Bytes.hex(Bytes.ascii("value")));
    }

    @Shows("batch-12")
    @Test
    void arraysOfABatchAreNotKept() {
        byte[] key = Bytes.ascii("key");
        byte[] value = Bytes.ascii("value");
        put(RECORDS, key, value);

        spoil(key);
        spoil(value);

        assertThat(get(RECORDS, Bytes.ascii("key")))
                .as("the value, after the batch's arrays were changed")
                .isEqualTo(Bytes.hex(Bytes.ascii("value")));
        assertThat(keys(RECORDS))
                .as("the keys, after the batch's arrays were changed")
                .containsExactly(Bytes.hex(Bytes.ascii("key")));
        reopen();
        assertThat(get(RECORDS, Bytes.ascii("key")))
                .as("the value after a reopen")
                .isEqualTo(Bytes.hex(Bytes.ascii("value")));
    }

    private void assertIsWrittenOrRefused(WriteBatch batch) {
        put(RECORDS, Bytes.ascii("before"), Bytes.of(1));
        boolean written = isWritten(batch);

        assertHoldsAllOrNothing(batch, written);
        put(RECORDS, Bytes.ascii("after"), Bytes.of(2));
        reopen();
        assertHoldsAllOrNothing(batch, written);
        assertThat(get(RECORDS, Bytes.ascii("before")))
                .as("what was written before the large batch")
                .isEqualTo("01");
        assertThat(get(RECORDS, Bytes.ascii("after")))
                .as("what was written after the large batch")
                .isEqualTo("02");
    }

    private boolean isWritten(WriteBatch batch) {
        try {
            write(batch);
            return true;
        } catch (WriteRefusedException e) {
            return false;
        }
    }

    private void assertHoldsAllOrNothing(WriteBatch batch, boolean written) {
        for (WriteBatch.Step step : batch.steps()) {
            WriteBatch.Put put = (WriteBatch.Put) step;
            byte[] found = read(snapshot -> snapshot.get(put.keyspace(), put.key()));
            assertThat(Arrays.equals(found, written ? put.value() : null))
                    .as("key %s of a batch that was %s", Bytes.hex(put.key()), written ? "written" : "refused")
                    .isTrue();
        }
    }

    /** Compares without printing megabytes. */
    private void assertHolds(Keyspace keyspace, byte[] key, byte[] value) {
        byte[] got = read(snapshot -> snapshot.get(keyspace, key));
        byte[] scanned = scan(keyspace, key, null, cursor -> {
            cursor.next();
            return cursor.value();
        });
        assertThat(Arrays.equals(got, value))
                .as("get gives the value of %d bytes in %s", value.length, keyspace.name())
                .isTrue();
        assertThat(Arrays.equals(scanned, value))
                .as("a cursor gives the value of %d bytes in %s", value.length, keyspace.name())
                .isTrue();
    }

    private static void spoil(byte[] array) {
        Arrays.fill(array, (byte) 0xee);
    }
}

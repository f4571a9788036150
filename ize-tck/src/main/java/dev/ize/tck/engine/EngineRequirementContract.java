package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.rule.Shows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A requirement holds or fails by the state before the batch, to the byte, wherever it stands in it. */
abstract class EngineRequirementContract extends EngineContract {
    private static final byte[] KEY = Bytes.ascii("key");
    private static final byte[] ABSENT = Bytes.ascii("absent");
    private static final byte[] MARK = Bytes.ascii("mark");
    private static final byte[] ONE = Bytes.of(1);
    private static final byte[] TWO = Bytes.of(2);

    private int marks;

    @Shows("batch-16")
    @Test
    void valueThatIsThereHolds() {
        put(RECORDS, KEY, ONE);

        assertHolds(RECORDS, KEY, ONE);
    }

    @Shows("batch-16")
    @Test
    void otherValueFails() {
        put(RECORDS, KEY, ONE);

        assertFails(RECORDS, KEY, TWO);
    }

    @Shows("batch-16")
    @Test
    void longerOrShorterValueFails() {
        put(RECORDS, KEY, Bytes.of(1, 2, 3));

        assertFails(RECORDS, KEY, Bytes.of(1, 2));
        assertFails(RECORDS, KEY, Bytes.of(1, 2, 3, 0));
        assertFails(RECORDS, KEY, Bytes.EMPTY);
    }

    @Shows("batch-16")
    @Test
    void valueOfAnAbsentKeyFails() {
        assertFails(RECORDS, ABSENT, ONE);
    }

    @Shows("batch-17")
    @Test
    void absenceOfAnAbsentKeyHolds() {
        assertHolds(RECORDS, ABSENT, null);
    }

    @Shows("batch-17")
    @Test
    void absenceOfAPresentKeyFails() {
        put(RECORDS, KEY, ONE);

        assertFails(RECORDS, KEY, null);
    }

    @Shows("batch-17")
    @Test
    void emptyValueIsNotAbsence() {
        put(RECORDS, KEY, Bytes.EMPTY);

        assertHolds(RECORDS, KEY, Bytes.EMPTY);
        assertFails(RECORDS, KEY, null);
        assertFails(RECORDS, ABSENT, Bytes.EMPTY);
    }

    @Shows("batch-17")
    @Test
    void deletedKeyIsAbsent() {
        put(RECORDS, KEY, ONE);
        WriteBatch delete = new WriteBatch();
        delete.delete(RECORDS, KEY);
        write(delete);

        assertHolds(RECORDS, KEY, null);
        assertFails(RECORDS, KEY, ONE);
    }

    @Shows("batch-20")
    @Test
    void keyOfAnotherKeyspaceDoesNotCount() {
        put(INDEX, KEY, ONE);

        assertFails(RECORDS, KEY, ONE);
        assertHolds(INDEX, KEY, ONE);
    }

    @Shows("batch-16")
    @Test
    void largeValueIsComparedToItsLastByte() {
        byte[] value = Bytes.random(300_000, 5);
        byte[] almost = value.clone();
        almost[almost.length - 1] ^= 1;
        put(BLOBS, KEY, value);

        assertHolds(BLOBS, KEY, value.clone());
        assertFails(BLOBS, KEY, almost);
    }

    @Shows("batch-18")
    @Test
    void stateBeforeTheBatchCountsForAKeyThatItChanges() {
        put(RECORDS, KEY, ONE);
        WriteBatch swap = new WriteBatch();
        swap.put(RECORDS, KEY, TWO);
        swap.require(RECORDS, KEY, ONE);

        write(swap);

        assertThat(get(RECORDS, KEY))
                .as("put 02 and require 01 of a key that was 01")
                .isEqualTo("02");
        assertConflict(swap);
        assertThat(get(RECORDS, KEY))
                .as("the value after the swap failed at its replay")
                .isEqualTo("02");
    }

    @Shows("batch-18")
    @Test
    void whatTheBatchItselfPutsDoesNotCount() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, ONE);
        batch.require(RECORDS, KEY, ONE);

        assertConflict(batch);

        assertThat(get(RECORDS, KEY))
                .as("put and require of a key that was absent")
                .isNull();
    }

    @Shows("batch-18")
    @Test
    void whatTheBatchItselfDeletesStillCounts() {
        put(RECORDS, KEY, ONE);
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.of(0), Bytes.of(0xff));
        batch.require(RECORDS, KEY, ONE);

        write(batch);

        assertThat(get(RECORDS, KEY))
                .as("the key that was required and deleted")
                .isNull();
    }

    @Shows("batch-19")
    @Test
    void oneFailingRequirementOfManyIsEnough() {
        put(RECORDS, KEY, ONE);
        WriteBatch batch = new WriteBatch();
        batch.require(RECORDS, KEY, ONE);
        batch.require(INDEX, ABSENT, null);
        batch.put(RECORDS, MARK, ONE);
        batch.require(BLOBS, ABSENT, TWO);
        batch.require(RECORDS, ABSENT, null);

        assertConflict(batch);

        assertThat(get(RECORDS, MARK))
                .as("the put among four requirements, one of which failed")
                .isNull();
    }

    @Shows("batch-19")
    @Test
    void contradictoryRequirementsFail() {
        put(RECORDS, KEY, ONE);
        WriteBatch batch = new WriteBatch();
        batch.require(RECORDS, KEY, ONE);
        batch.require(RECORDS, KEY, null);

        assertConflict(batch);
    }

    @Shows("batch-19")
    @Test
    void batchOfRequirementsAloneIsChecked() {
        put(RECORDS, KEY, ONE);
        WriteBatch holding = new WriteBatch();
        holding.require(RECORDS, KEY, ONE);
        WriteBatch failing = new WriteBatch();
        failing.require(RECORDS, KEY, TWO);

        write(holding);

        assertConflict(failing);
    }

    private void assertHolds(Keyspace keyspace, byte[] key, byte @Nullable [] expected) {
        byte[] mark = Bytes.number(++marks);

        write(marking(mark, keyspace, key, expected));

        assertThat(get(INDEX, MARK))
                .as("what a batch put whose requirement holds")
                .isEqualTo(Bytes.hex(mark));
    }

    private void assertFails(Keyspace keyspace, byte[] key, byte @Nullable [] expected) {
        byte[] mark = Bytes.number(++marks);

        assertConflict(marking(mark, keyspace, key, expected));

        assertThat(get(INDEX, MARK))
                .as("what a batch put whose requirement fails")
                .isNotEqualTo(Bytes.hex(mark));
    }

    private static WriteBatch marking(byte[] mark, Keyspace keyspace, byte[] key, byte @Nullable [] expected) {
        WriteBatch batch = new WriteBatch();
        batch.put(INDEX, MARK, mark);
        batch.require(keyspace, key, expected);
        return batch;
    }

    private void assertConflict(WriteBatch batch) {
        assertThatThrownBy(() -> write(batch))
                .as("the write of a batch whose requirement does not hold")
                .isInstanceOf(WriteConflictException.class);
    }
}

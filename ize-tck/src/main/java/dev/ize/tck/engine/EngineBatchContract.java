package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch takes effect whole and in the order of its steps, or, where a requirement fails, not at all. */
abstract class EngineBatchContract extends EngineContract {
    private static final byte[] KEY = Bytes.ascii("key");
    private static final byte[] ONE = Bytes.of(1);
    private static final byte[] TWO = Bytes.of(2);

    @Shows("batch-1")
    @Test
    void batchWritesToAllItsKeyspaces() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, ONE);
        batch.put(INDEX, KEY, TWO);
        batch.put(BLOBS, KEY, Bytes.EMPTY);

        write(batch);

        assertThat(get(RECORDS, KEY)).as("in records").isEqualTo("01");
        assertThat(get(INDEX, KEY)).as("in name_index").isEqualTo("02");
        assertThat(get(BLOBS, KEY)).as("in blobs").isEqualTo("");
    }

    @Shows("batch-2")
    @Test
    void laterPutOfAKeyWins() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, ONE);
        batch.put(RECORDS, KEY, TWO);

        write(batch);

        assertThat(get(RECORDS, KEY)).as("put 01, put 02").isEqualTo("02");
        assertThat(keys(RECORDS)).as("keys after two puts of one").hasSize(1);
    }

    @Shows("batch-2")
    @Test
    void deleteWinsOverAnEarlierPut() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, ONE);
        batch.delete(RECORDS, KEY);

        write(batch);

        assertThat(get(RECORDS, KEY)).as("put, delete").isNull();
    }

    @Shows("batch-2")
    @Test
    void putWinsOverAnEarlierDelete() {
        put(RECORDS, KEY, ONE);
        WriteBatch batch = new WriteBatch();
        batch.delete(RECORDS, KEY);
        batch.put(RECORDS, KEY, TWO);

        write(batch);

        assertThat(get(RECORDS, KEY)).as("delete, put 02 of a key that was 01").isEqualTo("02");
    }

    @Shows("batch-2")
    @Test
    void putDeleteAndPutAgainLeavesTheLastValue() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, ONE);
        batch.delete(RECORDS, KEY);
        batch.put(RECORDS, KEY, TWO);

        write(batch);

        assertThat(get(RECORDS, KEY)).as("put 01, delete, put 02").isEqualTo("02");
    }

    @Shows("batch-3")
    @Test
    void putOverwritesWhatEarlierBatchesPut() {
        put(RECORDS, KEY, Bytes.random(1_000, 1));

        put(RECORDS, KEY, TWO);

        assertThat(get(RECORDS, KEY)).as("the overwritten value").isEqualTo("02");
    }

    @Shows("batch-4")
    @Test
    void deleteRemovesOneKeyOnly() {
        putKeys(RECORDS, List.of(Bytes.ascii("k"), Bytes.ascii("ke"), Bytes.ascii("key"), Bytes.ascii("keys")));
        put(INDEX, Bytes.ascii("ke"), ONE);
        WriteBatch batch = new WriteBatch();
        batch.delete(RECORDS, Bytes.ascii("ke"));

        write(batch);

        assertThat(keys(RECORDS))
                .as("all but the deleted key")
                .isEqualTo(Bytes.hex(List.of(Bytes.ascii("k"), Bytes.ascii("key"), Bytes.ascii("keys"))));
        assertThat(get(INDEX, Bytes.ascii("ke")))
                .as("the same key in another keyspace")
                .isEqualTo("01");
    }

    @Shows("batch-5")
    @Test
    void deleteOfAnAbsentKeyChangesNothing() {
        put(RECORDS, Bytes.ascii("there"), ONE);
        WriteBatch batch = new WriteBatch();
        batch.delete(RECORDS, KEY);
        batch.delete(INDEX, KEY);
        batch.put(RECORDS, Bytes.ascii("too"), TWO);

        write(batch);

        assertThat(keys(RECORDS))
                .as("keys after the delete of an absent one")
                .isEqualTo(Bytes.hex(List.of(Bytes.ascii("there"), Bytes.ascii("too"))));
    }

    @Shows("batch-6")
    @Test
    void deleteRangeRemovesItsStartAndNotItsEnd() {
        putKeys(RECORDS, Bytes.numbers(0, 10));
        putKeys(INDEX, Bytes.numbers(0, 10));
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.number(3), Bytes.number(6));

        write(batch);

        List<byte[]> left = new ArrayList<>(Bytes.numbers(0, 3));
        left.addAll(Bytes.numbers(6, 10));
        assertThat(keys(RECORDS)).as("0-9 without [3, 6)").isEqualTo(Bytes.hex(left));
        assertThat(keys(INDEX)).as("the same keys in another keyspace").hasSize(10);
        assertThat(get(RECORDS, Bytes.number(3)))
                .as("get of a key in the removed range")
                .isNull();
    }

    @Shows("batch-6")
    @Test
    void deleteRangeIsUnsigned() {
        putKeys(RECORDS, Bytes.allSingles());
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.of(0x01), Bytes.of(0xff));

        write(batch);

        assertThat(keys(RECORDS)).as("00-ff without [01, ff)").containsExactly("00", "ff");
    }

    @Shows("batch-5")
    @Test
    void deleteRangeWithoutKeysInItChangesNothing() {
        putKeys(RECORDS, List.of(Bytes.of(1), Bytes.of(9)));
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.of(2), Bytes.of(9));
        batch.deleteRange(RECORDS, Bytes.of(0x10), Bytes.of(0xff));
        batch.deleteRange(INDEX, Bytes.of(0), Bytes.of(0xff));

        write(batch);

        assertThat(keys(RECORDS)).as("keys outside of the removed ranges").containsExactly("01", "09");
    }

    @Shows("batch-7")
    @Test
    void deleteRangeSparesWhatIsPutAfterIt() {
        put(RECORDS, Bytes.of(3), ONE);
        put(RECORDS, Bytes.of(4), ONE);
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.of(1), Bytes.of(9));
        batch.put(RECORDS, Bytes.of(4), TWO);
        batch.put(RECORDS, Bytes.of(5), TWO);

        write(batch);

        assertThat(keys(RECORDS)).as("deleteRange of 01-09, put 04, put 05").containsExactly("04", "05");
        assertThat(get(RECORDS, Bytes.of(4)))
                .as("the value put after deleteRange")
                .isEqualTo("02");
    }

    @Shows("batch-7")
    @Test
    void deleteRangeRemovesWhatTheSameBatchPutBeforeIt() {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, Bytes.of(4), TWO);
        batch.put(RECORDS, Bytes.of(9), TWO);
        batch.deleteRange(RECORDS, Bytes.of(1), Bytes.of(9));

        write(batch);

        assertThat(keys(RECORDS)).as("put 04, put 09, deleteRange of 01-09").containsExactly("09");
    }

    @Shows("batch-8")
    @Test
    void overlappingDeleteRangesRemoveTheirUnion() {
        putKeys(RECORDS, Bytes.numbers(0, 3_000));
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(RECORDS, Bytes.number(10), Bytes.number(2_000));
        batch.deleteRange(RECORDS, Bytes.number(1_000), Bytes.number(2_990));

        write(batch);

        List<byte[]> left = new ArrayList<>(Bytes.numbers(0, 10));
        left.addAll(Bytes.numbers(2_990, 3_000));
        assertThat(keys(RECORDS)).as("0-2999 without [10, 2990)").isEqualTo(Bytes.hex(left));
    }

    @Shows("batch-9")
    @Test
    void emptyBatchChangesNothing() {
        put(RECORDS, KEY, ONE);

        engine().write(new WriteBatch(), Durability.BUFFERED);
        engine().write(new WriteBatch(), Durability.SYNC);

        assertThat(keys(RECORDS)).as("keys after two empty batches").hasSize(1);
        assertThat(get(RECORDS, KEY)).as("the value after two empty batches").isEqualTo("01");
    }

    @Shows("batch-10")
    @Test
    void sameBatchMayBeWrittenAgain() {
        put(INDEX, KEY, ONE);
        WriteBatch batch = new WriteBatch();
        batch.require(INDEX, KEY, ONE);
        batch.deleteRange(RECORDS, Bytes.of(0), Bytes.of(0xff));
        batch.put(RECORDS, KEY, TWO);

        write(batch);
        putKeys(RECORDS, Bytes.numbers(0, 5));
        write(batch);

        assertThat(keys(RECORDS)).as("keys after the replay").containsExactly(Bytes.hex(KEY));
        assertThat(get(RECORDS, KEY)).as("the value after the replay").isEqualTo("02");
    }

    @Shows("batch-11")
    @Test
    void batchIsNotChangedByItsWrite() {
        byte[] value = Bytes.random(5_000, 1);
        WriteBatch batch = new WriteBatch();
        batch.require(INDEX, KEY, null);
        batch.put(RECORDS, KEY, value);

        write(batch);

        assertThat(batch.steps()).as("steps after the write").hasSize(1);
        assertThat(batch.requirements()).as("requirements after the write").hasSize(1);
        WriteBatch.Put put = (WriteBatch.Put) batch.steps().get(0);
        assertThat(put.value()).as("the array of the value after the write").isEqualTo(Bytes.random(5_000, 1));
        assertThat(put.key()).as("the array of the key after the write").isEqualTo(Bytes.ascii("key"));
    }

    @Shows("batch-14")
    @Test
    void conflictWritesNothing() {
        put(RECORDS, KEY, ONE);
        put(INDEX, Bytes.ascii("doomed"), ONE);
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, Bytes.ascii("a"), TWO);
        batch.put(RECORDS, KEY, TWO);
        batch.delete(INDEX, Bytes.ascii("doomed"));
        batch.deleteRange(INDEX, Bytes.of(0), Bytes.of(0xff));
        batch.put(BLOBS, Bytes.ascii("z"), TWO);
        batch.require(RECORDS, KEY, TWO);

        assertConflict(batch);

        assertThat(keys(RECORDS)).as("keys of records after a conflict").containsExactly(Bytes.hex(KEY));
        assertThat(get(RECORDS, KEY)).as("the value after a conflict").isEqualTo("01");
        assertThat(keys(INDEX)).as("keys of name_index after a conflict").hasSize(1);
        assertThat(keys(BLOBS)).as("keys of blobs after a conflict").isEmpty();
    }

    @Shows("batch-15")
    @Test
    void engineGoesOnAfterAConflict() {
        WriteBatch conflicting = new WriteBatch();
        conflicting.put(RECORDS, KEY, ONE);
        conflicting.require(RECORDS, KEY, ONE);
        assertConflict(conflicting);

        put(RECORDS, KEY, TWO);
        reopen();

        assertThat(get(RECORDS, KEY)).as("what was written after a conflict").isEqualTo("02");
    }

    private void assertConflict(WriteBatch batch) {
        assertThatThrownBy(() -> write(batch))
                .as("the write of a batch whose requirement does not hold")
                .isInstanceOf(WriteConflictException.class);
    }
}

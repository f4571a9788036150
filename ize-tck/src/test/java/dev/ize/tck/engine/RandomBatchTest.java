package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model test is worth its time only if its batches meet what is there, and neither fill nor empty it. */
final class RandomBatchTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20, 300, 4_000, 50_000})
    void batchesOverwriteDeleteAndConflict(long seed) {
        Random random = new Random(seed);
        EngineModel model = new EngineModel();
        int overwrites = 0;
        int deletes = 0;
        int clearedRanges = 0;
        int conflicts = 0;
        int records = 0;
        for (int i = 0; i < 150; i++) {
            WriteBatch batch = new RandomBatch(random, model).make();
            for (Step step : batch.steps()) {
                overwrites +=
                        step instanceof Put put && model.map(put.keyspace()).containsKey(put.key()) ? 1 : 0;
                deletes += step instanceof Delete delete
                                && model.map(delete.keyspace()).containsKey(delete.key())
                        ? 1
                        : 0;
                clearedRanges += step instanceof DeleteRange range
                                && !model.map(range.keyspace())
                                        .subMap(range.from(), range.to())
                                        .isEmpty()
                        ? 1
                        : 0;
            }
            conflicts += model.allows(batch) ? 0 : 1;
            model = model.allows(batch) ? model.after(batch) : model;
            records += model.map(EngineContract.RECORDS).size();
        }

        assertThat(overwrites).as("puts of keys that are there").isGreaterThan(50);
        assertThat(deletes).as("deletes of keys that are there").isGreaterThan(50);
        assertThat(clearedRanges).as("deleteRanges with keys in them").isGreaterThan(10);
        assertThat(conflicts).as("batches whose requirements fail").isGreaterThan(3);
        assertThat(records / 150).as("records there, on average").isBetween(50, 1_000);
    }
}

package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.rule.Shows;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A compaction changes the size of the engine and nothing else. */
abstract class EngineCompactContract extends EngineContract {
    private static final int BLOB_BYTES = 16_384;
    private static final int BLOB_COUNT = 400;

    @Shows("engine-15")
    @Test
    void compactionChangesNoKeyAndNoValue() {
        Random random = new Random(1);
        EngineModel model = new EngineModel();
        for (int i = 0; i < 60; i++) {
            WriteBatch batch = new RandomBatch(random, model).make();
            if (model.allows(batch)) {
                write(batch);
                model = model.after(batch);
            }
        }

        engine().compact(EngineProgress.NONE);

        check(model, "after the compaction", random);
        reopen();
        check(model, "after the compaction and a reopen", random);
    }

    @Shows("engine-15")
    @Test
    void emptyEngineIsCompactedAndTakesBatches() {
        engine().compact(EngineProgress.NONE);
        put(RECORDS, Bytes.number(1), Bytes.of(1));
        engine().compact(EngineProgress.NONE);
        engine().compact(EngineProgress.NONE);

        put(RECORDS, Bytes.number(2), Bytes.of(2));
        reopen();

        assertThat(keys(RECORDS)).as("keys").isEqualTo(Bytes.hex(Bytes.numbers(1, 3)));
    }

    @Shows("engine-16")
    @Test
    void spaceOfWhatWasRemovedIsGivenBack() {
        for (int i = 0; i < BLOB_COUNT; i++) {
            put(BLOBS, Bytes.number(i), Bytes.random(BLOB_BYTES, i));
        }
        long full = engine().statistics().diskBytes();
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(BLOBS, Bytes.number(10), Bytes.number(BLOB_COUNT));
        write(batch);

        engine().compact(EngineProgress.NONE);
        reopen();

        assertThat(engine().statistics().diskBytes())
                .as("bytes on the disk, of %s before, after all but 10 of %s values were removed", full, BLOB_COUNT)
                .isLessThan(full / 4);
        assertThat(keys(BLOBS)).as("keys").hasSize(10);
    }

    /** An engine that must wait for snapshots may refuse. */
    @Shows("engine-11")
    @Test
    void snapshotThatIsOpenReadsOn() {
        put(RECORDS, Bytes.number(1), Bytes.of(1));
        try (EngineSnapshot held = engine().snapshot()) {
            put(RECORDS, Bytes.number(1), Bytes.of(2));
            try {
                engine().compact(EngineProgress.NONE);
            } catch (WriteRefusedException e) {
                assertThat(e).as("the refusal").hasMessageContaining("snapshots");
            }
            put(RECORDS, Bytes.number(1), Bytes.of(3));

            assertThat(get(held, RECORDS, Bytes.number(1)))
                    .as("what the snapshot reads")
                    .isEqualTo("01");
        }
        assertThat(get(RECORDS, Bytes.number(1))).as("the newest value").isEqualTo("03");
        reopen();
        assertThat(get(RECORDS, Bytes.number(1)))
                .as("the newest value after a reopen")
                .isEqualTo("03");
    }

    @Shows("engine-11")
    @Test
    void readersSeeEverythingMeanwhile() throws InterruptedException {
        putKeys(RECORDS, Bytes.numbers(0, 500));
        AtomicBoolean compacted = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 3; i++) {
                threads.start("reader " + i, () -> {
                    while (!compacted.get()) {
                        assertThat(keys(RECORDS)).as("keys").hasSize(500);
                    }
                });
            }

            try {
                for (int i = 0; i < 3; i++) {
                    engine().compact(EngineProgress.NONE);
                }
            } finally {
                compacted.set(true);
            }
            threads.join();
        }
    }

    @Shows("engine-14")
    @Test
    void progressGoesFromNothingToAll() {
        putKeys(RECORDS, Bytes.numbers(0, 500));
        ProgressCheck progress = new ProgressCheck();

        engine().compact(progress);

        progress.assertComplete();
    }

    @Shows("engine-13")
    @Test
    void progressThatThrowsLeavesTheEngineWell() {
        putKeys(RECORDS, Bytes.numbers(0, 500));
        IllegalStateException cancelled = new IllegalStateException("cancelled");

        assertThatThrownBy(() -> engine().compact((doneBytes, totalBytes) -> {
                    throw cancelled;
                }))
                .as("a compaction whose progress throws")
                .isSameAs(cancelled);

        putKeys(RECORDS, Bytes.numbers(500, 501));
        engine().compact(EngineProgress.NONE);
        assertThat(keys(RECORDS)).as("keys").hasSize(501);
    }

    private void check(EngineModel model, String when, Random random) {
        try (EngineSnapshot snapshot = engine().snapshot()) {
            new ModelCheck(model, when, random).check(snapshot);
        }
    }
}

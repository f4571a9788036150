package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteConflictException;
import dev.ize.tck.Profile;
import dev.ize.tck.model.RandomSequences;
import dev.ize.tck.rule.Shows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random batches against a sorted map: contents, random cursors over random ranges, snapshots kept for
 * some batches, conflicts, and reopens in between. A seed determines the whole run; failures name it.
 */
@Tag("sweep")
abstract class EngineModelContract extends EngineContract {
    private static final int BATCHES = 150;
    private static final int REOPEN_EVERY = 37;
    private static final int KEPT_SNAPSHOTS = 5;

    /** A snapshot of the engine and what it must show. */
    private record Kept(EngineSnapshot snapshot, EngineModel model, int batch) {}

    private final Deque<Kept> kept = new ArrayDeque<>();

    @Shows("order-24")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomBatchesAgreeWithASortedMap(long seed) {
        Random random = new Random(seed);
        EngineModel model = new EngineModel();
        try {
            for (int i = 0; i < BATCHES; i++) {
                String where = "seed " + seed + ", batch " + i;
                model = writeRandomBatch(random, model, where);
                keep(model, i);
                if (i % REOPEN_EVERY == REOPEN_EVERY - 1) {
                    closeKept();
                    reopen();
                    keep(model, i);
                }
                for (Kept state : kept) {
                    new ModelCheck(state.model(), where + ", seen by the snapshot of batch " + state.batch(), random)
                            .check(state.snapshot());
                }
            }
        } finally {
            closeKept();
        }
    }

    /** The one that is asked for, or the profile's. */
    static LongStream seeds() {
        Long only = Long.getLong(RandomSequences.SEED_PROPERTY);
        return only == null ? LongStream.rangeClosed(1, Profile.current().size(5, 100, 5_000)) : LongStream.of(only);
    }

    /** The model after the batch, or the same one where a requirement failed. */
    private EngineModel writeRandomBatch(Random random, EngineModel model, String where) {
        WriteBatch batch = new RandomBatch(random, model).make();
        boolean holds = model.allows(batch);
        boolean written = true;
        try {
            engine().write(batch, random.nextInt(20) == 0 ? Durability.SYNC : Durability.BUFFERED);
        } catch (WriteConflictException e) {
            written = false;
        }
        assertThat(written)
                .as("whether a batch was written whose requirements %s; %s", holds ? "hold" : "fail", where)
                .isEqualTo(holds);
        return holds ? model.after(batch) : model;
    }

    private void keep(EngineModel model, int batch) {
        kept.addLast(new Kept(engine().snapshot(), model, batch));
        if (kept.size() > KEPT_SNAPSHOTS) {
            kept.removeFirst().snapshot().close();
        }
    }

    private void closeKept() {
        kept.forEach(state -> state.snapshot().close());
        kept.clear();
    }
}

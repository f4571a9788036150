package dev.ize.tck.storage;

import dev.ize.tck.model.RandomSequences;
import org.junit.jupiter.api.Test;

/** Random sequences of everything that a storage can do, compared with a naive model. */
abstract class StorageModelContract extends StorageContract {
    /** Enough for every backend, after many more on the engine in memory: a seed is the same sequence on all. */
    private static final int SEQUENCES = 200;

    @Test
    void randomSequencesAgreeWithTheModel() {
        new RandomSequences(provider(), directory).run(1, SEQUENCES);
    }
}

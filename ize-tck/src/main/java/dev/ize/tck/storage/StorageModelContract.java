package dev.ize.tck.storage;

import dev.ize.tck.Profile;
import dev.ize.tck.rule.Shows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Random sequences of everything that a storage can do, compared with a naive model. */
@Tag("sweep")
abstract class StorageModelContract extends SequenceContract {
    /** Enough for every backend, after many more on the engine in memory: a seed is the same sequence on all. */
    private static final int SEQUENCES = Profile.current().size(100, 1000, 10_000);

    @Test
    @Shows("history-30")
    void randomSequencesAgreeWithTheModel(TestInfo test) {
        sequences(test).run(1, SEQUENCES);
    }
}

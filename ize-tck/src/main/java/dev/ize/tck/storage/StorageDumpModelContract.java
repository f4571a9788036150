package dev.ize.tck.storage;

import dev.ize.tck.model.RandomSequences;
import org.junit.jupiter.api.Test;

/** Random sequences that go on, again and again, with a store that was loaded from a dump. */
abstract class StorageDumpModelContract extends StorageContract {
    /** A tenth of those without dumps: each dump holds all that came before. */
    private static final int SEQUENCES = 20;

    @Test
    void storesLoadedFromDumpsAgreeWithTheModel() {
        RandomSequences.overDumps(provider(), directory).run(1, SEQUENCES);
    }
}

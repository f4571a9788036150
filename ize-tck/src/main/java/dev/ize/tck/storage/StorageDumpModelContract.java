package dev.ize.tck.storage;

import dev.ize.tck.Profile;
import dev.ize.tck.rule.Shows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Random sequences that go on, again and again, with a store that was loaded from a dump. */
@Tag("sweep")
abstract class StorageDumpModelContract extends SequenceContract {
    /** A tenth of those without dumps: each dump holds all that came before. */
    private static final int SEQUENCES = Profile.current().size(10, 100, 1000);

    @Test
    @Shows("upkeep-41")
    void storesLoadedFromDumpsAgreeWithTheModel(TestInfo test) {
        sequences(test).overDumps().run(1, SEQUENCES);
    }
}

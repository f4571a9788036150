package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.CountersRecord;
import java.time.Instant;
import java.time.InstantSource;

/** A turn without a writer, for tests of what one task does in it. */
public final class TrialTurn {
    private static final CountersRecord FIRST =
            new CountersRecord(1, 2, 2, 1, Instant.EPOCH, Instant.EPOCH, 0, Chain.START);

    private TrialTurn() {}

    /** A turn over a state of a store; what its task writes stays in its overlay. */
    public static Turn over(EngineSnapshot snapshot, ChunkCodec codec) {
        return new Turn(snapshot, counters(), InstantSource.fixed(Instant.EPOCH), codec, new Leases());
    }

    /** Those of a store in which nothing has happened. */
    static Counters counters() {
        return new Counters(FIRST);
    }
}

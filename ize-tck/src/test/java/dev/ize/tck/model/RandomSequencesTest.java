package dev.ize.tck.model;

import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared layer over an engine in memory agrees with the model. */
final class RandomSequencesTest {
    private static final long SHRINKING_MILLIS = RandomSequences.SHRINKING_TIME.toMillis();

    @TempDir
    Path directory;

    @Test
    void storageAgreesWithTheModel() {
        Replay replay = new Replay("history-30", "storageAgreesWithTheModel");

        new RandomSequences(new InMemoryProvider(), directory, replay)
                .shrinkingFor(Duration.ofMillis(Long.getLong("ize.shrinking", SHRINKING_MILLIS)))
                .run(1, Integer.getInteger("ize.sequences", 800));
    }
}

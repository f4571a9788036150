package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.Durability;
import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process that dies by {@code kill -9} at any moment leaves a store that has all that it acknowledged, also for
 * those who may not write there.
 */
@Tag("kill")
abstract class FaultKillContract extends FaultContract {
    private static final int SHORT_KILLS = 20;
    private static final int LONG_KILLS = 200;

    private static final int SHORT_READS = 4;
    private static final int LONG_READS = 40;

    /** Batches that a process whose engine is then read writes before it is killed. */
    private static final int BATCHES = 40;

    /** Each of these loses what was acknowledged in the last moment, with a high chance. */
    private static final int KILLS_OF_THE_CONTROL = 10;

    @Shows("fault-1")
    @Test
    void killedProcessLeavesAllThatItAcknowledgedAndNothingInPart() throws InterruptedException {
        Kills kills = new Kills(provider().getClass(), Flaw.NONE, directory, Form.seed());

        kills.run(Form.chosen().runs(SHORT_KILLS, LONG_KILLS));

        report(kills.summary());
    }

    @Control(wrong = "EARLY_ACKNOWLEDGEMENT", breaks = "fault-1")
    @Test
    void storageThatAcknowledgesBeforeItWritesIsFound() {
        Kills kills = new Kills(provider().getClass(), Flaw.EARLY_ACKNOWLEDGEMENT, directory, Form.seed());

        assertThatThrownBy(() -> kills.run(KILLS_OF_THE_CONTROL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wrong")
                // Upkeep notes what it takes for durable, so that the watermark may find it first.
                .hasMessageMatching("(?s).*(?:is not as after any step|LostChangesException).*");
    }

    @Shows("fault-11")
    @Test
    void killedProcessLeavesWhatAnEngineReadsThatChangesNothing() throws InterruptedException, IOException {
        int kills = Form.chosen().runs(SHORT_READS, LONG_READS);
        Path engine = Files.createDirectory(directory.resolve("engine"));
        int acknowledged = 0;
        for (int i = 0; i < kills; i++) {
            Durability durability = i % 2 == 0 ? Durability.BUFFERED : Durability.SYNC;
            acknowledged = NumberedWriter.killed(subject(engine, Flaw.NONE, durability), BATCHES);
            Map<Path, String> before = Directories.fingerprints(engine);

            assertThat(newest(engine))
                    .as("the newest batch after kill %d", i)
                    .isBetween(acknowledged, acknowledged + 1);
            assertThat(Directories.fingerprints(engine))
                    .as("files after kill %d and a read", i)
                    .isEqualTo(before);
        }
        report("kills=" + kills + " acknowledgements=" + acknowledged + " read without writing");
    }

    @Control(wrong = "EARLY_ACKNOWLEDGEMENT", breaks = "fault-11")
    @Test
    void engineThatReadsLessThanWasAcknowledgedIsFound() throws InterruptedException, IOException {
        Path engine = Files.createDirectory(directory.resolve("engine"));

        int acknowledged =
                NumberedWriter.killed(subject(engine, Flaw.EARLY_ACKNOWLEDGEMENT, Durability.BUFFERED), BATCHES);

        assertThat(newest(engine)).isLessThan(acknowledged);
    }

    private Subject subject(Path engine, Flaw flaw, Durability durability) {
        return new Subject(provider().getClass(), flaw, engine, durability, Form.seed(), Sizes.SMALL);
    }

    private int newest(Path directoryOfTheEngine) {
        try (Engine reading = NumberedWriter.open(provider(), directoryOfTheEngine, EngineAccess.READ_ONLY)) {
            return NumberedWriter.newest(reading);
        }
    }
}

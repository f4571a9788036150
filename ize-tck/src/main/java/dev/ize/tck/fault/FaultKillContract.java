package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that dies by {@code kill -9} at any moment leaves a store that has all that it acknowledged. */
@Tag("kill")
abstract class FaultKillContract extends FaultContract {
    private static final int SHORT_KILLS = 20;
    private static final int LONG_KILLS = 200;

    /** Each of these loses what was acknowledged in the last moment, with a high chance. */
    private static final int KILLS_OF_THE_CONTROL = 10;

    @Test
    void killedProcessLeavesAllThatItAcknowledgedAndNothingInPart() throws InterruptedException {
        Kills kills = new Kills(provider().getClass(), Flaw.NONE, directory, Form.seed());

        kills.run(Form.chosen().runs(SHORT_KILLS, LONG_KILLS));

        report(kills.summary());
    }

    @Test
    void storageThatAcknowledgesBeforeItWritesIsFound() {
        Kills kills = new Kills(provider().getClass(), Flaw.EARLY_ACKNOWLEDGEMENT, directory, Form.seed());

        assertThatThrownBy(() -> kills.run(KILLS_OF_THE_CONTROL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wrong")
                // Upkeep notes what it takes for durable, so that the watermark may find it first.
                .hasMessageMatching("(?s).*(?:is not as after any step|LostChangesException).*");
    }
}

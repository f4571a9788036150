package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged files of a closed store never make it return a wrong byte, or throw what nobody expects.
 *
 * <p>What is lost without a word, and JVMs that end, are counted and printed: an engine without checksums of its
 * own cannot keep them at none.
 */
@Tag("rot")
abstract class FaultRotContract extends FaultContract {
    private static final int SHORT_DAMAGES = 24;

    /** 2,000 flipped bits, 500 pages and 500 cut files. */
    private static final int LONG_DAMAGES = 3_000;

    /** Enough to hit the content of a file that nobody has in memory. */
    private static final int DAMAGES_OF_THE_CONTROL = 18;

    @Shows("fault-7")
    @Test
    void damagedStoreReturnsNoWrongByte() throws InterruptedException {
        Rot rot = new Rot(provider().getClass(), Flaw.NONE, directory, Form.seed());

        rot.run(Form.chosen().runs(SHORT_DAMAGES, LONG_DAMAGES));

        report(rot.summary());
        report("lost=" + rot.of(RotReader.Outcome.LOST) + " killed=" + rot.of(RotReader.Outcome.KILLED));
        assertThat(rot.of(RotReader.Outcome.LOST))
                .as("losses that nothing reports")
                .isEmpty();
        assertThat(rot.of(RotReader.Outcome.WRONG)).isEmpty();
        assertThat(rot.of(RotReader.Outcome.UNTYPED)).isEmpty();
        assertThat(rot.of(RotReader.Outcome.HUNG)).isEmpty();
        assertThat(rot.of(RotReader.Outcome.REPORTED)).isNotEmpty();
    }

    @Control(wrong = "SALVAGED_BYTES", breaks = "fault-7")
    @Test
    void storageThatMakesUpDamagedBytesIsFound() throws InterruptedException {
        Rot rot = new Rot(provider().getClass(), Flaw.SALVAGED_BYTES, directory, Form.seed());

        rot.run(DAMAGES_OF_THE_CONTROL);

        assertThat(rot.of(RotReader.Outcome.WRONG)).isNotEmpty();
    }
}

package dev.ize.tck.storage;

import dev.ize.tck.model.RandomSequences;
import dev.ize.tck.model.Replay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * What the contracts of random sequences share: how a failure is made shorter, and how it is run again.
 *
 * <p>The larger profiles have so many sequences that the time of one test says nothing of a hang.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SequenceContract extends StorageContract {
    /** The class of the backend's own tests that this one is nested in. */
    abstract Class<?> test();

    /** How long a failing sequence is made shorter. */
    abstract Duration shrinkingTime();

    final RandomSequences sequences(String rule) {
        return new RandomSequences(provider(), directory, new Replay(rule, test(), getClass()))
                .shrinkingFor(shrinkingTime());
    }
}

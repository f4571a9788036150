package dev.ize.tck.storage;

import dev.ize.tck.model.RandomSequences;
import dev.ize.tck.model.Replay;
import dev.ize.tck.rule.Shows;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * What the contracts of random sequences share: how a failure is made shorter, and how it is run again.
 *
 * <p>The larger profiles have so many sequences that the time of one test says nothing of a hang.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SequenceContract extends StorageContract {
    /** How long a failing sequence is made shorter. */
    abstract Duration shrinkingTime();

    /** Sequences of a test that shows one rule. */
    final RandomSequences sequences(TestInfo test) {
        Method method = test.getTestMethod().orElseThrow();
        String rule = method.getAnnotation(Shows.class).value()[0];
        return new RandomSequences(provider(), directory, new Replay(rule, method.getName()))
                .shrinkingFor(shrinkingTime());
    }
}

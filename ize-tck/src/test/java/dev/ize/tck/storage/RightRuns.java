package dev.ize.tck.storage;

import dev.ize.tck.rule.TestOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs of rules on the storage that wrong ones are made from, once for the wrong ones that the same rules name. */
final class RightRuns {
    private static final Map<Set<String>, List<TestOutcome>> RUNS = new ConcurrentHashMap<>();

    private RightRuns() {}

    static List<TestOutcome> of(Set<String> rules) {
        return RUNS.computeIfAbsent(Set.copyOf(rules), ids -> TrialSuite.run(new AlteredProvider(), ids));
    }
}

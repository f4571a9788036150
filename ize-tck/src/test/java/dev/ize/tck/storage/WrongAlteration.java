package dev.ize.tck.storage;

import dev.ize.tck.rule.TestOutcome;
import dev.ize.tck.rule.WrongImplementation;
import java.util.List;
import java.util.Set;

/** A storage that is wrong by an alteration of the right one in memory, and is tried with the storage contract. */
interface WrongAlteration extends WrongImplementation {
    /** A new provider of it. */
    AlteredProvider provider();

    @Override
    default List<TestOutcome> run(Set<String> rules) {
        return TrialSuite.run(provider(), rules);
    }

    @Override
    default List<TestOutcome> runRight(Set<String> rules) {
        return RightRuns.of(rules);
    }
}

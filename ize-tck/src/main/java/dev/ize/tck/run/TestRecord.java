package dev.ize.tck.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became of a test method.
 *
 * @param method the method
 * @param cases its cases that have ended, in their order; a method without parameters is its only case
 * @param completed whether all of them have
 */
public record TestRecord(RunEvent.Found method, List<RunEvent.Ended> cases, boolean completed) {
    public TestRecord {
        cases = List.copyOf(cases);
    }

    /** The worst of its cases; empty if it has not come to its end, unless one has failed. */
    public Optional<Outcome> outcome() {
        Optional<Outcome> worst = cases.stream().map(RunEvent.Ended::outcome).max(Comparator.naturalOrder());
        return completed || worst.equals(Optional.of(Outcome.FAILED)) ? worst : Optional.empty();
    }

    /** How long all cases took, in milliseconds. */
    public long millis() {
        return cases.stream().mapToLong(RunEvent.Ended::millis).sum();
    }

    /** Its cases that did not pass. */
    public List<RunEvent.Ended> unpassed() {
        return cases.stream().filter(it -> it.outcome() != Outcome.PASSED).toList();
    }
}

package dev.ize.tck.model;

import dev.ize.spi.KeepRules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One step of a sequence. */
sealed interface SequenceStep {
    /** Which head a change expects. */
    enum Expectation {
        NONE,
        HEAD,
        /** The head before the newest change, where there is one: the change is refused. */
        STALE_HEAD
    }

    /** Applies a change. */
    record Apply(String branch, Expectation expectation, List<Planned> operations) implements SequenceStep {
        @Override
        public String toString() {
            return "apply to " + branch + " expecting " + expectation + lines(operations);
        }
    }

    /** Stages a change, and publishes it or takes it back. */
    record Stage(String branch, boolean publish, List<Planned> operations) implements SequenceStep {
        @Override
        public String toString() {
            return "stage on " + branch + (publish ? " and publish" : " and abort") + lines(operations);
        }
    }

    record Fork(String name, Place from) implements SequenceStep {}

    record DeleteBranch(String name) implements SequenceStep {}

    record CreateSnapshot(String name, Place at) implements SequenceStep {}

    record DeleteSnapshot(String name) implements SequenceStep {}

    record Prune(KeepRules rules) implements SequenceStep {}

    record MoveClock(Duration by) implements SequenceStep {}

    /** Closes the storage and opens it again. */
    record Reopen() implements SequenceStep {}

    /** Compares everything with the model; where that is too much, a choice that the seed makes. */
    record Compare(long seed) implements SequenceStep {}

    private static String lines(List<Planned> operations) {
        return operations.stream().map(operation -> "\n      " + operation).collect(Collectors.joining());
    }
}

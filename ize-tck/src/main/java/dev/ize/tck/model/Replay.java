package dev.ize.tck.model;

import java.util.Objects;

/**
 * How a person runs one sequence again.
 *
 * @param rule the rule that it shows
 * @param test the class of the backend's own tests
 * @param topic the class of the contract that it is nested in the suite as
 */
public record Replay(String rule, Class<?> test, Class<?> topic) {
    public Replay {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(topic, "topic");
    }

    /** The line for the command. */
    String command(String backend, long seed) {
        return "ize tck --backend " + backend + " --rule " + rule + " --seed " + seed;
    }

    /** The line for Maven, which knows a nested class by its own name. */
    String build(long seed) {
        return "mvn test -D" + RandomSequences.SEED_PROPERTY + "=" + seed + " '-Dtest=" + test.getSimpleName() + ","
                + topic.getName().replaceFirst(".*\\.", "") + "'";
    }
}

package dev.ize.tck.model;

import java.util.Objects;

/**
 * How a person runs one sequence again.
 *
 * @param rule the rule that it shows
 * @param test the name of the test method
 */
public record Replay(String rule, String test) {
    public Replay {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(test, "test");
    }

    /** The line for the command. */
    String command(String backend, long seed) {
        return "ize tck --backend " + backend + " --rule " + rule + " --seed " + seed;
    }

    /**
     * The line for Maven. It names the method in any class: Surefire finds that in the nested class of a suite, where a
     * suite's own name would run all its tests, or with the method none.
     */
    String build(long seed) {
        return "mvn test -D" + RandomSequences.SEED_PROPERTY + "=" + seed + " '-Dtest=*#" + test + "'";
    }
}

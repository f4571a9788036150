package dev.ize.tck.rule;

import java.util.List;
import java.util.Set;

/**
 * An implementation that is wrong on purpose in one way. Rules name it; {@link RuleBookTest} lists it, and demands that
 * each rule that names it finds it. A constant of an enum, all of which are made from the same right one.
 */
public interface WrongImplementation {
    /** What rules call it. */
    String name();

    /**
     * Runs the tests that show any of some rules on it, as {@link RuleRun} does.
     *
     * @param rules the rules' ids
     */
    List<TestOutcome> run(Set<String> rules);

    /** Its enum. */
    Class<?> getDeclaringClass();

    /** Runs the tests on the right implementation that it is made from, wrapped as it is. */
    List<TestOutcome> runRight(Set<String> rules);
}

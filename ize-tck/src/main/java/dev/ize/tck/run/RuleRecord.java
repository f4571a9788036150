package dev.ize.tck.run;

import dev.ize.tck.Profile;
import dev.ize.tck.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a rule.
 *
 * @param rule the rule
 * @param status what the run says of it
 * @param tests the tests of this run that show it
 * @param reasons why it has not passed, a line or more each; empty where it has
 */
public record RuleRecord(Rule rule, RuleStatus status, List<TestRecord> tests, List<String> reasons) {
    public RuleRecord {
        tests = List.copyOf(tests);
        reasons = List.copyOf(reasons);
    }

    /** How long the tests that show it took, in milliseconds. */
    public long millis() {
        return tests.stream().mapToLong(TestRecord::millis).sum();
    }

    /** Judges a rule by all test methods of the kit that show it. */
    static RuleRecord of(Rule rule, List<TestRecord> all) {
        List<TestRecord> chosen =
                all.stream().filter(test -> test.method().chosen()).toList();
        if (chosen.isEmpty()) {
            return all.stream()
                    .map(test -> test.method().profile())
                    .min(Profile::compareTo)
                    .map(smallest -> new RuleRecord(
                            rule,
                            RuleStatus.LEFT_OUT,
                            List.of(),
                            List.of("Runs in the profile " + smallest.id() + ".")))
                    .orElseGet(() -> new RuleRecord(
                            rule,
                            RuleStatus.NOT_RUN,
                            List.of(),
                            List.of("The kit has no test for it on this backend.")));
        }
        return new RuleRecord(rule, status(chosen), chosen, reasons(chosen));
    }

    private static RuleStatus status(List<TestRecord> tests) {
        if (anyIs(tests, Outcome.FAILED)) {
            return RuleStatus.FAILED;
        }
        if (tests.stream().anyMatch(test -> test.outcome().isEmpty())) {
            return RuleStatus.NOT_RUN;
        }
        if (anyIs(tests, Outcome.SKIPPED)) {
            return RuleStatus.SKIPPED;
        }
        return anyIs(tests, Outcome.PASSED) ? RuleStatus.PASSED : RuleStatus.NOT_APPLICABLE;
    }

    private static boolean anyIs(List<TestRecord> tests, Outcome outcome) {
        return tests.stream()
                .anyMatch(test -> test.outcome().filter(outcome::equals).isPresent());
    }

    private static List<String> reasons(List<TestRecord> tests) {
        List<String> reasons = new ArrayList<>();
        for (TestRecord test : tests) {
            test.unpassed().forEach(it -> reasons.add(reason(test, it)));
            if (test.outcome().isEmpty()) {
                reasons.add(test.method().place() + " has not come to its end.");
            }
        }
        return reasons.stream().distinct().toList();
    }

    /** Several tests are skipped for one reason; of a failure it counts where it was. */
    private static String reason(TestRecord test, RunEvent.Ended end) {
        return end.outcome() == Outcome.FAILED ? test.method().place() + "\n" + end.message() : end.message();
    }
}

package dev.ize.tck.run;

/** What a run says of a rule. */
public enum RuleStatus {
    /** All tests of the profile that show it have passed. */
    PASSED,
    /** A test that shows it has failed. */
    FAILED,
    /** A test that shows it could not be run here, and none has failed. */
    SKIPPED,
    /** A test that shows it has not come to its end, or there is none, and none has failed. */
    NOT_RUN,
    /** All tests that show it need a newer Java. */
    NOT_APPLICABLE,
    /** Only larger profiles have tests that show it. */
    LEFT_OUT
}

package dev.ize.tck.run;

/** What a run says of a backend. */
public enum Verdict {
    /** Every rule of the profile that applies was shown to hold, and none was skipped. */
    COMPATIBLE,
    /** Those rules that were asked for were shown to hold; of the others nothing is known. */
    PASSED,
    /** A rule is broken, or a test that shows none has failed. */
    FAILED,
    /** Nothing has failed, but a rule was skipped or not run. */
    INCOMPLETE
}

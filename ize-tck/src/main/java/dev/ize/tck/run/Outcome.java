package dev.ize.tck.run;

/** What became of a test, the worst last. */
public enum Outcome {
    /** It needs a newer Java, and there is nothing to show on this one. */
    NOT_APPLICABLE,
    /** What it shows holds. */
    PASSED,
    /** It could not be run here; the message says why. */
    SKIPPED,
    /** What it shows does not hold, or it broke; the message says how. */
    FAILED
}

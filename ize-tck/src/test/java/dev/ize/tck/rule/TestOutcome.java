package dev.ize.tck.rule;

import org.junit.platform.engine.TestExecutionResult;

/** How a test ended, or a class of tests that failed as such. */
public record TestOutcome(String test, TestExecutionResult result) {
    boolean isFailure() {
        return result.getStatus() == TestExecutionResult.Status.FAILED;
    }

    boolean isSuccess() {
        return result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    }

    /** What the failure says. */
    public String message() {
        return result.getThrowable().map(Throwable::getMessage).orElse("");
    }

    @Override
    public String toString() {
        return test + " " + result.getStatus() + " " + message();
    }
}

package dev.ize.tck.run;

import dev.ize.tck.rule.NeedsNewerJava;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells of the tests as they run. What is skipped or fails as a whole is told test by test. */
final class EventListener implements TestExecutionListener {
    /** Lines of a stack trace that are told; enough to reach the test from an assertion or an engine. */
    private static final int TRACE_LINES = 40;

    /** Frames between a test and who runs it, which say nothing. */
    private static final Pattern OF_THE_RUNNER =
            Pattern.compile("^\\tat (java\\.base/|org\\.junit\\.|org\\.assertj\\.|dev\\.ize\\.tck\\.rule\\.)");

    private final Consumer<RunEvent> events;
    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final Map<String, Boolean> completed = new ConcurrentHashMap<>();
    private TestPlan plan;

    EventListener(Consumer<RunEvent> events, TestPlan plan) {
        this.events = events;
        this.plan = plan;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        starts.put(identifier.getUniqueId(), System.nanoTime());
        if (identifier.isTest()) {
            events.accept(new RunEvent.Begun(methodOf(identifier).getUniqueId(), identifier.getDisplayName()));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        endAll(identifier, Outcome.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean whole = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        Outcome outcome = outcome(result);
        String message = whole ? "" : message(result.getThrowable());
        if (identifier.isTest()) {
            long nanos = System.nanoTime() - starts.getOrDefault(identifier.getUniqueId(), System.nanoTime());
            events.accept(new RunEvent.Ended(
                    methodOf(identifier).getUniqueId(),
                    identifier.getDisplayName(),
                    outcome,
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    message));
            complete(identifier);
        } else if (!whole) {
            endAll(identifier, outcome, message);
        } else {
            complete(identifier);
        }
    }

    /** Tells of a test method that it has ended; of what is above or below one, nothing. */
    private void complete(TestIdentifier identifier) {
        boolean isMethod = Discovery.method(identifier).isPresent()
                && methodOf(identifier).getUniqueId().equals(identifier.getUniqueId());
        if (isMethod && completed.put(identifier.getUniqueId(), true) == null) {
            events.accept(new RunEvent.Completed(identifier.getUniqueId()));
        }
    }

    /** Gives one end to all test methods at or below a place that have none yet. */
    private void endAll(TestIdentifier identifier, Outcome outcome, String message) {
        if (Discovery.method(identifier).isPresent()) {
            events.accept(new RunEvent.Ended(
                    methodOf(identifier).getUniqueId(), identifier.getDisplayName(), outcome, 0, message));
            complete(identifier);
            return;
        }
        plan.getChildren(identifier).stream()
                .filter(child -> !completed.containsKey(child.getUniqueId()))
                .forEach(child -> endAll(child, outcome, message));
    }

    /** The test method that a test is a case of, or is. */
    private TestIdentifier methodOf(TestIdentifier identifier) {
        TestIdentifier topmost = identifier;
        Optional<TestIdentifier> above = plan.getParent(identifier);
        while (above.filter(it -> Discovery.method(it).isPresent()).isPresent()) {
            topmost = above.get();
            above = plan.getParent(topmost);
        }
        return topmost;
    }

    private static Outcome outcome(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Outcome.PASSED;
            case ABORTED ->
                result.getThrowable().filter(NeedsNewerJava.class::isInstance).isPresent()
                        ? Outcome.NOT_APPLICABLE
                        : Outcome.SKIPPED;
            case FAILED -> Outcome.FAILED;
        };
    }

    /** What was thrown: an abort's message, a failure's with the beginning of its trace. */
    private static String message(Optional<Throwable> thrown) {
        if (thrown.isEmpty()) {
            return "It ended without a reason.";
        }
        if (thrown.get() instanceof org.opentest4j.TestAbortedException) {
            return String.valueOf(thrown.get().getMessage());
        }
        StringWriter trace = new StringWriter();
        thrown.get().printStackTrace(new PrintWriter(trace));
        StringBuilder text = new StringBuilder(String.valueOf(thrown.get().getMessage()));
        trace.toString()
                .lines()
                .filter(line ->
                        line.startsWith("\tat ") && !OF_THE_RUNNER.matcher(line).find())
                .limit(TRACE_LINES)
                .forEach(line -> text.append('\n').append(line.replace("\t", "    ")));
        return text.toString();
    }
}

package dev.ize.tck.rule;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** A run, within a test, of the tests of a suite that show some rules. */
public final class RuleRun implements TestExecutionListener {
    private final List<TestOutcome> outcomes = new ArrayList<>();

    private RuleRun() {}

    /**
     * Runs the tests but for those that only a full profile has.
     *
     * @param suite a class that extends a suite and names its provider
     * @param rules the rules' ids
     */
    public static List<TestOutcome> of(Class<?> suite, Set<String> rules) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .filters(new RuleFilter(rules), TagFilter.excludeTags("full"))
                .build();
        RuleRun run = new RuleRun();
        LauncherFactory.create().execute(request, run);
        return List.copyOf(run.outcomes);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        outcomes.add(new TestOutcome(
                identifier.getDisplayName(), TestExecutionResult.aborted(new TestAbortedException(reason))));
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            outcomes.add(new TestOutcome(identifier.getDisplayName(), result));
        }
    }
}

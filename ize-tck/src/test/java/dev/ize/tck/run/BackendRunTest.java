package dev.ize.tck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit on the engine in memory, which its services file announces, as the JVM of a run runs it. */
final class BackendRunTest {
    private final List<RunEvent> events = new ArrayList<>();

    @Test
    void chosenRuleIsShownByAllItsTestsAndNoOtherIsRun() {
        RunRecord record = run("batch-4");

        assertThat(record.isFinished()).isTrue();
        assertThat(record.tests())
                .isNotEmpty()
                .allMatch(test -> test.method().rules().contains("batch-4"))
                .allMatch(test -> test.outcome().equals(Optional.of(Outcome.PASSED)));
        assertThat(record.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void allTestsAreToldOfAlsoThoseThatAreNotRun() {
        run("batch-4");

        List<RunEvent.Found> found = all(RunEvent.Found.class);
        assertThat(found).as("chosen").filteredOn(RunEvent.Found::chosen).hasSizeLessThan(20);
        assertThat(found).hasSizeGreaterThan(500);
        assertThat(found).extracting(RunEvent.Found::test).doesNotHaveDuplicates();
    }

    @Test
    void casesOfATestAreToldOneByOneAndTheTestIsCompletedOnce() {
        run("order-24");

        assertThat(all(RunEvent.Completed.class)).hasSize(1);
        assertThat(all(RunEvent.Ended.class)).hasSizeGreaterThan(1);
        assertThat(all(RunEvent.Begun.class)).hasSameSizeAs(all(RunEvent.Ended.class));
    }

    @Test
    void unknownBackendIsRefusedWithThoseThatAreThere() {
        BackendRun.run("nope", Set.of(), events::add);

        assertThat(events).hasSize(1);
        assertThat(((RunEvent.Refused) events.get(0)).reason()).contains("'nope'", "memory");
    }

    @Test
    void testsOfTheKitCannotBeOverriddenByABackend() {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(BackendRun.NamedEngine.class))
                        .build());

        List<Method> methods = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(identifier -> identifier.getSource().stream())
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .toList();

        assertThat(methods).hasSizeGreaterThan(500);
        assertThat(methods)
                .filteredOn(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .filteredOn(method -> !Modifier.isFinal(method.getModifiers()))
                .as("tests that a class outside the kit's packages could override")
                .noneMatch(method ->
                        Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers()));
    }

    private RunRecord run(String rule) {
        BackendRun.run("memory", Set.of(rule), events::add);
        RunRecord record = new RunRecord(Set.of(rule));
        events.forEach(record::add);
        return record;
    }

    private <T extends RunEvent> List<T> all(Class<T> type) {
        return events.stream()
                .flatMap(event -> type.isInstance(event) ? Stream.of(type.cast(event)) : Stream.of())
                .toList();
    }
}

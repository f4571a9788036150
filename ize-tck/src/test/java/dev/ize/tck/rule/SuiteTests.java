package dev.ize.tck.rule;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tests of a suite, which stand in classes nested in it. */
record SuiteTests(List<Method> methods) {
    static SuiteTests of(Class<?> suite) {
        return new SuiteTests(Stream.of(suite.getDeclaredClasses())
                .filter(topic -> AnnotationSupport.isAnnotated(topic, Nested.class))
                .flatMap(topic -> ReflectionSupport.findMethods(
                        topic,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                        .stream())
                .toList());
    }

    /** The names of the tests that show no rule and are no controls either. */
    List<String> withoutRule() {
        return methods.stream()
                .filter(method ->
                        shown(method).findAny().isEmpty() && control(method).isEmpty())
                .map(SuiteTests::name)
                .toList();
    }

    /** The names of the tests that show a rule that is none, with its id. */
    List<String> withUnknownRule(RuleBook book) {
        return methods.stream()
                .flatMap(method ->
                        shown(method).filter(id -> !book.contains(id)).map(id -> name(method) + " shows " + id))
                .toList();
    }

    /** The ids of all rules that are shown. */
    Set<String> shown() {
        return methods.stream().flatMap(SuiteTests::shown).collect(Collectors.toSet());
    }

    /** The ids of rules, each with a space and the wrong implementation that a control shows to be found by it. */
    Set<String> controlled() {
        return methods.stream()
                .flatMap(method -> control(method).stream())
                .flatMap(control -> Stream.of(control.breaks()).map(id -> id + " " + control.wrong()))
                .collect(Collectors.toSet());
    }

    private static Optional<Control> control(Method method) {
        return AnnotationSupport.findAnnotation(method, Control.class);
    }

    private static Stream<String> shown(Method method) {
        return AnnotationSupport.findAnnotation(method, Shows.class).stream()
                .flatMap(shows -> Stream.of(shows.value()));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}

package dev.ize.tck.rule;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Leaves of all tests those that show one of some rules. */
public final class RuleFilter implements PostDiscoveryFilter {
    private final Set<String> ids;

    /** @throws IllegalArgumentException if one of the ids is no rule's */
    public RuleFilter(Set<String> ids) {
        this.ids = Set.copyOf(ids);
        ids.forEach(RuleBook.whole()::rule);
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        boolean shown = descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .flatMap(method -> AnnotationSupport.findAnnotation(method, Shows.class))
                .stream()
                .flatMap(shows -> Stream.of(shows.value()))
                .anyMatch(ids::contains);
        return FilterResult.includedIf(shown);
    }
}

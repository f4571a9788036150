package dev.ize.tck.run;

import dev.ize.tck.Profile;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** The test methods that the kit has for a backend, and which of them are run. */
final class Discovery implements PostDiscoveryFilter {
    private final Profile profile;
    private final Set<String> rules;

    /**
     * @param rules the rules that are asked for; all if there are none
     */
    Discovery(Profile profile, Set<String> rules) {
        this.profile = profile;
        this.rules = Set.copyOf(rules);
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        return FilterResult.includedIf(descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> isChosen((MethodSource) source, Profile.of(tags(descriptor.getTags()))))
                .orElse(false));
    }

    /** All test methods of a plan, also those that are not run, in an order that is the same each time. */
    List<RunEvent.Found> methods(TestPlan plan) {
        List<RunEvent.Found> found = new ArrayList<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier descendant : plan.getDescendants(root)) {
                method(descendant).ifPresent(source -> found.add(found(plan, descendant, source)));
            }
        }
        found.sort(Comparator.comparing(RunEvent.Found::test));
        return found;
    }

    private RunEvent.Found found(TestPlan plan, TestIdentifier identifier, MethodSource source) {
        Profile needed = Profile.of(tags(identifier.getTags()));
        return new RunEvent.Found(
                identifier.getUniqueId(),
                place(plan, identifier),
                source.getJavaClass().getName(),
                rulesOf(source),
                needed,
                isChosen(source, needed));
    }

    private boolean isChosen(MethodSource source, Profile needed) {
        return profile.includes(needed)
                && (rules.isEmpty() || rulesOf(source).stream().anyMatch(rules::contains));
    }

    /** The method of a test, if it is one; what JUnit makes of it when it runs has the same. */
    static Optional<MethodSource> method(TestIdentifier identifier) {
        return identifier.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private static List<String> rulesOf(MethodSource source) {
        return AnnotationSupport.findAnnotation(source.getJavaMethod(), Shows.class)
                .map(shows -> List.of(shows.value()))
                .orElse(List.of());
    }

    private static List<String> tags(Set<TestTag> tags) {
        return tags.stream().map(TestTag::getName).toList();
    }

    /** The topics above a test and its own name, without the class that the kit itself starts at. */
    private static String place(TestPlan plan, TestIdentifier identifier) {
        List<String> names = new ArrayList<>();
        Optional<TestIdentifier> at = Optional.of(identifier);
        while (at.isPresent()) {
            names.add(0, at.get().getDisplayName());
            at = plan.getParent(at.get());
        }
        String place = String.join(" > ", names.subList(Math.min(2, names.size() - 1), names.size()));
        return place.replaceAll("\\([^()]*\\)$", "");
    }
}

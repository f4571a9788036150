package dev.ize.bench.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A piece of work that is written once and measured on everything that can do it: a benchmark's method, with the
 * variations of it that each profile measures.
 *
 * @param name short and stable, for the command line and reports
 * @param description one line for people
 * @param family what it works on
 * @param benchmark the class and method of the benchmark, as JMH names it
 * @param subjects what it can be done on; empty: on whatever is found
 * @param variations what each profile measures, in its order
 */
public record Workload(
        String name,
        String description,
        Family family,
        String benchmark,
        Set<String> subjects,
        Map<Profile, List<Variation>> variations) {
    public Workload {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(benchmark, "benchmark");
        subjects = Collections.unmodifiableSet(new LinkedHashSet<>(subjects));
        variations = Map.copyOf(variations);
    }

    /**
     * Values of a workload's parameters, but for the subject.
     *
     * @param parameters values by name
     * @param threads how many threads do it at once
     */
    public record Variation(Map<String, String> parameters, int threads) {
        public Variation {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /** Names and values in turn, for one thread. */
        public static Variation of(String... namesAndValues) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                parameters.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Variation(parameters, 1);
        }

        /** The same for more threads. */
        public Variation by(int count) {
            return new Variation(parameters, count);
        }
    }

    /** Starts a workload that nothing measures yet. */
    public static Workload of(Family family, String name, Class<?> benchmark, String method, String description) {
        return new Workload(name, description, family, benchmark.getName() + "." + method, Set.of(), Map.of());
    }

    /** The same, for these subjects only. */
    public Workload on(String... only) {
        return new Workload(name, description, family, benchmark, new LinkedHashSet<>(Arrays.asList(only)), variations);
    }

    /** The same, with what a profile measures of it. */
    public Workload with(Profile profile, Variation... chosen) {
        Map<Profile, List<Variation>> more = new EnumMap<>(Profile.class);
        more.putAll(variations);
        more.put(profile, List.copyOf(Arrays.asList(chosen)));
        return new Workload(name, description, family, benchmark, subjects, more);
    }

    /**
     * The cells of a profile: each variation on each subject that was found and can do it, so that figures that are
     * compared are measured close together.
     */
    public List<Cell> cells(Profile profile, Set<String> found) {
        List<Cell> cells = new ArrayList<>();
        for (Variation variation : variations.getOrDefault(profile, List.of())) {
            for (String subject : found) {
                if (!subjects.isEmpty() && !subjects.contains(subject)) {
                    continue;
                }
                Map<String, String> parameters = new LinkedHashMap<>();
                parameters.put(family.subject(), subject);
                parameters.putAll(variation.parameters());
                cells.add(new Cell(this, parameters, variation.threads()));
            }
        }
        return cells;
    }
}

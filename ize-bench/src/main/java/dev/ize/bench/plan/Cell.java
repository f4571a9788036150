package dev.ize.bench.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One figure to be measured: a workload with a value for each of its parameters.
 *
 * @param workload what is done
 * @param parameters values by name, the subject's first
 * @param threads how many threads do it at once
 */
public record Cell(Workload workload, Map<String, String> parameters, int threads) {
    public Cell {
        Objects.requireNonNull(workload, "workload");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
    }

    /** The backend or engine that is measured. */
    public String subject() {
        return String.valueOf(parameters.get(workload.family().subject()));
    }

    /** For people, such as {@code "list [backend=lmdb, live=1000] 8 threads"}. */
    @Override
    public String toString() {
        String values = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", ", " [", "]"));
        return workload.name() + values + (threads > 1 ? " " + threads + " threads" : "");
    }
}

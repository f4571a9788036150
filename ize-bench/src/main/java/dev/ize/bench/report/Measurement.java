package dev.ize.bench.report;

import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Workload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of one cell of the matrix.
 *
 * @param workload what was done
 * @param subject the backend or engine that did it
 * @param variation with which parameters and threads
 * @param time of one operation, in each thread
 * @param more further figures of an operation by their names in JMH's results
 */
record Measurement(
        Workload workload, String subject, Workload.Variation variation, Figure time, Map<String, Figure> more) {
    Measurement {
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(variation, "variation");
        Objects.requireNonNull(time, "time");
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** What it shares with those that it can be compared with in its own run. */
    Row row() {
        return new Row(workload, variation);
    }

    /** How many operations a second all threads together did, in words; empty for one thread. */
    Optional<String> throughput() {
        return variation.threads() == 1
                ? Optional.empty()
                : Optional.of(Unit.COUNT.text(variation.threads() * 1e9 / time.value()) + "/s");
    }

    /**
     * Cells that differ in their subject only.
     *
     * @param workload what was done
     * @param variation with which parameters and threads
     */
    record Row(Workload workload, Workload.Variation variation) {
        /** Whether the parameters have these values, among others, and the threads are as many. */
        boolean matches(String name, Map<String, String> values, int threads) {
            return workload.name().equals(name)
                    && variation.threads() == threads
                    && variation.parameters().entrySet().containsAll(values.entrySet());
        }

        /** The parameters for people. */
        String label() {
            return VariationText.of(variation);
        }
    }
}

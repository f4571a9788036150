package dev.ize.bench.targets;

import dev.ize.bench.page.Unit;
import java.util.List;
import java.util.Objects;

/**
 * What was measured of one side.
 *
 * @param what whose figures they are, for people
 * @param unit what they count
 * @param samples in the order in which they were taken, at least one
 */
public record Measured(String what, Unit unit, List<Double> samples) {
    public Measured {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(unit, "unit");
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured: " + what);
        }
    }

    /** A figure that was taken once. */
    static Measured once(String what, Unit unit, double value) {
        return new Measured(what, unit, List.of(value));
    }

    /** The middle of the samples. */
    double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** The least sample. */
    double least() {
        return samples.stream().min(Double::compare).orElseThrow();
    }

    /** The greatest sample. */
    double greatest() {
        return samples.stream().max(Double::compare).orElseThrow();
    }

    /** {@code git 1.15 s (1.10 s – 1.21 s)}. */
    String text() {
        String middle = what + " " + unit.text(median());
        return samples.size() == 1 ? middle : middle + " (" + unit.text(least()) + " – " + unit.text(greatest()) + ")";
    }
}

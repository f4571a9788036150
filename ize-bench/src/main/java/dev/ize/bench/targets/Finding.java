package dev.ize.bench.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one engine reached of one target.
 *
 * @param target id of the target
 * @param variant which of several inputs it was measured with; empty where there is one only
 * @param engine id of the engine
 * @param value what was reached, in the unit of the target
 * @param low the least that any turn reached; the value itself where there was one turn
 * @param high the greatest
 * @param measured the figures of all sides, the engine's own first
 * @param notes where the time or space goes, and what else is to be known, a phrase each
 */
public record Finding(
        String target,
        String variant,
        String engine,
        double value,
        double low,
        double high,
        List<Measured> measured,
        List<String> notes) {
    public Finding {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(engine, "engine");
        measured = List.copyOf(measured);
        notes = List.copyOf(notes);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value must be a number");
        }
    }

    /** The middle of what was measured. */
    static Finding of(String target, String variant, String engine, Measured own) {
        return new Finding(target, variant, engine, own.median(), own.least(), own.greatest(), List.of(own), List.of());
    }

    /** How many times another's figure the engine's is, by the medians; turns are paired for the spread. */
    static Finding ratio(String target, String variant, String engine, Measured own, Measured other) {
        return quotient(target, variant, engine, own, other, List.of(own, other));
    }

    /** How many times the engine's figure another's is. */
    static Finding timesBetter(String target, String variant, String engine, Measured own, Measured other) {
        return quotient(target, variant, engine, other, own, List.of(own, other));
    }

    private static Finding quotient(
            String target, String variant, String engine, Measured above, Measured below, List<Measured> sides) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int turn = 0;
                turn < Math.min(above.samples().size(), below.samples().size());
                turn++) {
            double quotient = above.samples().get(turn) / below.samples().get(turn);
            low = Math.min(low, quotient);
            high = Math.max(high, quotient);
        }
        return new Finding(target, variant, engine, above.median() / below.median(), low, high, sides, List.of());
    }

    /** The same with more to know. */
    Finding with(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Finding(target, variant, engine, value, low, high, measured, all);
    }

    /** The same with one more side that was measured in the same turns. */
    Finding beside(Measured more) {
        List<Measured> all = new ArrayList<>(measured);
        all.add(more);
        return new Finding(target, variant, engine, value, low, high, all, notes);
    }
}

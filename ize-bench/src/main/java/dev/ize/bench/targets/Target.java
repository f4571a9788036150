package dev.ize.bench.targets;

import dev.ize.bench.page.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Something that is to be reached, with the limit of each engine.
 *
 * @param id its name, unique in the table: lower-case letters, digits and hyphens
 * @param title what is measured, for people
 * @param sense on which side of its limit a value is to lie
 * @param unit what its values count
 * @param limits by engine, and by engine and variant as {@code engine/variant}; an engine without one has figures and
 *     no verdict
 */
public record Target(String id, String title, Sense sense, Unit unit, Map<String, Double> limits) {
    /** On which side of its limit a value is to lie. */
    public enum Sense {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Sense(String sign) {
            this.sign = sign;
        }

        /** As it is written before a limit. */
        String sign() {
            return sign;
        }
    }

    public Target {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(sense, "sense");
        Objects.requireNonNull(unit, "unit");
        limits = Map.copyOf(limits);
        if (!id.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("id must be lower-case letters, digits and hyphens: " + id);
        }
    }

    /** The limit of an engine for a variant, which may be empty. */
    OptionalDouble limit(String engine, String variant) {
        Double own = limits.get(engine + "/" + variant);
        Double found = own == null ? limits.get(engine) : own;
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    /** Whether a value is on the right side of a limit. */
    boolean isMet(double value, double limit) {
        return switch (sense) {
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
        };
    }
}

package dev.ize.bench.report;

import dev.ize.bench.page.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A measured value and the interval in which it lies.
 *
 * @param value what was measured
 * @param low where the interval begins; NaN where it is not known
 * @param high where it ends; NaN where it is not known
 * @param unit what is counted
 */
record Figure(double value, double low, double high, Unit unit) {
    Figure {
        Objects.requireNonNull(unit, "unit");
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value must be a number");
        }
    }

    /** A value with an error to both sides. */
    static Figure of(double value, double error, Unit unit) {
        return new Figure(value, Math.max(0, value - error), value + error, unit);
    }

    /** The middle of some values, between the least and the greatest of them. */
    static Figure middle(List<Double> sorted, Unit unit) {
        int size = sorted.size();
        double middle = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        boolean several = size > 1;
        return new Figure(
                middle, several ? sorted.get(0) : Double.NaN, several ? sorted.get(size - 1) : Double.NaN, unit);
    }

    boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether both may be the same, as far as their intervals tell; without intervals whether they are. */
    boolean mayEqual(Figure other) {
        double ownLow = hasInterval() ? low : value;
        double ownHigh = hasInterval() ? high : value;
        double otherLow = other.hasInterval() ? other.low : other.value;
        double otherHigh = other.hasInterval() ? other.high : other.value;
        return ownLow <= otherHigh && otherLow <= ownHigh;
    }

    /** The figure for one of so many equal parts. */
    Figure part(int count) {
        return new Figure(value / count, low / count, high / count, unit);
    }

    /** How many times another figure this is. */
    Ratio to(Figure other) {
        boolean known = hasInterval() && other.hasInterval();
        return new Ratio(
                value / other.value, known ? low / other.high : Double.NaN, known ? high / other.low : Double.NaN);
    }

    /** The value, as {@code 12.3 µs}. */
    String text() {
        return unit.text(value);
    }

    /** The interval from end to end, as {@code 11.9 µs – 13.0 µs}; empty where it is not known. */
    String range() {
        return hasInterval() ? unit.text(low) + " – " + unit.text(high) : "";
    }

    /** The interval, as {@code ±3 %} where it is even, else from end to end; empty where it is not known. */
    String spread() {
        if (!hasInterval() || value == 0) {
            return "";
        }
        double up = (high - value) / value;
        double down = (value - low) / value;
        boolean isEven = Math.abs(up - down) < 0.01 || (low == 0 && up > 1);
        return isEven ? String.format(Locale.ROOT, up < 0.0095 ? "±%.1f %%" : "±%.0f %%", 100 * up) : range();
    }
}

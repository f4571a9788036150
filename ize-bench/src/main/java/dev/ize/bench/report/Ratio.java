package dev.ize.bench.report;

import dev.ize.bench.page.Unit;

/**
 * How many times one figure another is, from the same run.
 *
 * @param value of the two middles
 * @param low least that their intervals allow; NaN where they are not known
 * @param high greatest that they allow
 */
record Ratio(double value, double low, double high) {
    /** As {@code 1.36 ×}. */
    String text() {
        return Unit.TIMES.text(value);
    }

    /** As {@code 1.21–1.52}; empty where it is not known. */
    String spread() {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return "";
        }
        return Unit.digits(low) + "–" + (Double.isInfinite(high) ? "∞" : Unit.digits(high));
    }
}

package dev.ize.bench.page;

import java.util.List;
import java.util.Locale;

/** What a number counts, and how it is written for people: with three digits that count. */
public enum Unit {
    /** Time, in units from ns to s. */
    NANOSECONDS("ns", "µs", "ms", "s"),
    /** Sizes, in powers of 1000. */
    BYTES("B", "kB", "MB", "GB"),
    /** Anything that is counted. */
    COUNT("", "k", "M", "G"),
    /** How many times one number is another. */
    TIMES("×");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<String> names;

    Unit(String... names) {
        this.names = List.of(names);
    }

    /** A value in the name that leaves the fewest digits before the point. */
    public String text(double value) {
        double rest = value;
        int name = 0;
        // What would be written as 1000 goes to the next name.
        while (Math.abs(rest) >= 999.5 && name < names.size() - 1) {
            rest /= 1000;
            name++;
        }
        return (digits(rest) + " " + names.get(name)).trim();
    }

    /** A number with three digits that count. */
    public static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= 99.95 || size == 0 ? "%.0f" : size >= 9.995 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A power of ten, without digits that say nothing. */
    String powerOfTen(double power) {
        String text = text(power);
        return text.contains(".") ? text.replaceAll("0+(?=( |$))", "").replaceAll("\\.(?=( |$))", "") : text;
    }
}

package dev.ize.cli.output;

import java.util.Locale;

/** Sizes and counts for people. */
public final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** A size in bytes, as {@code 12 B}, {@code 1.2 KiB} or {@code 340 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        // 1023.5 and more would be printed as 1024.
        while (value >= 1023.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** A number, as {@code 1,204}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things, as {@code 1 file} or {@code 1,204 files}. */
    public static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** How many times one number is the other, as {@code 3.5 ×}; a dash where that says nothing. */
    public static String ratio(long larger, long smaller) {
        return smaller == 0 ? "–" : String.format(Locale.ROOT, "%.1f ×", (double) larger / smaller);
    }
}

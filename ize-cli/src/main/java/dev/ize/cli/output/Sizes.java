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

    /** A number of things that are named as several, such as {@code 1 branch} of {@code branches}. */
    public static String countOf(long number, String things) {
        return count(number) + " " + (number == 1 ? singular(things) : things);
    }

    private static String singular(String things) {
        int end = things.indexOf(" of ") < 0 ? things.length() : things.indexOf(" of ");
        String last = things.substring(0, end);
        String one = last;
        if (last.endsWith("ies")) {
            one = last.substring(0, last.length() - 3) + "y";
        } else if (last.endsWith("ches")) {
            one = last.substring(0, last.length() - 2);
        } else if (last.endsWith("s")) {
            one = last.substring(0, last.length() - 1);
        }
        return one + things.substring(end);
    }

    /** How many times one number is the other, as {@code 3.5 ×}; a dash where that says nothing. */
    public static String ratio(long larger, long smaller) {
        return smaller == 0 ? "–" : String.format(Locale.ROOT, "%.1f ×", (double) larger / smaller);
    }
}

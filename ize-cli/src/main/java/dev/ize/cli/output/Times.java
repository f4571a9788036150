package dev.ize.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations for people, rounded; a script takes the instants of {@code --json}. */
public final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** A time where the person is, to the second, as {@code 2026-11-23 07:15:02}; fractions are cut off. */
    public static String local(Instant time, ZoneId zone) {
        return SECONDS.format(time.atZone(zone));
    }

    /** A duration, as {@code 12 ms}, {@code 1.4 s}, {@code 2 min 5 s} or {@code 3 h 2 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = (millis + 500) / 1000;
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}

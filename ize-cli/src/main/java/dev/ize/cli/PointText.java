package dev.ize.cli;

import dev.ize.spi.OperationId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a POINT on the command line says, before a store was asked.
 *
 * @param branch the branch in {@code BRANCH:POINT}, if one is named
 * @param place where on it
 */
record PointText(Optional<String> branch, Place place) {
    /** How points are written, for messages. */
    static final String FORMS =
            "head, @1234, a time such as 2026-11-01T10:30 or -2h, a snapshot or a branch, or BRANCH:POINT";

    /** A place in history. */
    sealed interface Place {}

    /** The newest change. */
    record Head() implements Place {}

    /** Right after an operation. */
    record AtOperation(OperationId id) implements Place {}

    /** As it was at a time. */
    record AtTime(Instant time) implements Place {}

    /** Whatever has that name. */
    record Named(String name) implements Place {}

    PointText {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(place, "place");
    }

    /**
     * Reads a POINT.
     *
     * @param now what relative times are counted back from
     * @param zone where times are that do not say
     * @throws UsageException if it says nothing
     */
    static PointText parse(String text, Instant now, Supplier<ZoneId> zone) {
        // A time may have colons itself, and no branch can be named like a time.
        int colon = findTime(text, zone).isPresent() ? -1 : text.indexOf(':');
        if (colon == 0) {
            throw new UsageException("'" + text + "' names no branch before the colon; write BRANCH:POINT.");
        }
        return colon < 0
                ? new PointText(Optional.empty(), place(text, now, zone))
                : new PointText(Optional.of(text.substring(0, colon)), place(text.substring(colon + 1), now, zone));
    }

    private static Place place(String text, Instant now, Supplier<ZoneId> zone) {
        if (text.equals("head")) {
            return new Head();
        }
        if (text.startsWith("@")) {
            return new AtOperation(operation(text));
        }
        if (text.startsWith("-")) {
            return new AtTime(back(text, now));
        }
        Optional<Instant> time = findTime(text, zone);
        if (time.isPresent()) {
            return new AtTime(time.get());
        }
        if (text.isEmpty() || text.contains(":")) {
            throw wrong(text);
        }
        return new Named(text);
    }

    private static OperationId operation(String text) {
        try {
            return new OperationId(Long.parseLong(text, 1, text.length(), 10));
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + text + "' is no operation; write its number, as in @1234.", e);
        }
    }

    private static Instant back(String text, Instant now) {
        Optional<Duration> duration;
        try {
            duration = duration(text, 1);
            if (duration.isPresent()) {
                return now.minus(duration.get());
            }
        } catch (RuntimeException e) {
            throw wrongTime(text, e);
        }
        throw wrong(text);
    }

    /**
     * Reads a length of time, as in {@code 30d} or {@code 1d12h}.
     *
     * @throws UsageException if it is none
     */
    static Duration duration(String text) {
        Optional<Duration> duration;
        try {
            duration = duration(text, 0);
        } catch (RuntimeException e) {
            duration = Optional.empty();
        }
        return duration.orElseThrow(() -> new UsageException(
                "'" + text + "' is no length of time; write a number and s, m, h, d or w, as in 30d or 1d12h."));
    }

    private static Optional<Duration> duration(String text, int from) {
        Duration duration = Duration.ZERO;
        int start = from;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            long number = Long.parseLong(text, start, end, 10);
            duration = duration.plus(Math.multiplyExact(number, secondsOf(text.charAt(end))), ChronoUnit.SECONDS);
            start = end + 1;
        }
        return start > from ? Optional.of(duration) : Optional.empty();
    }

    private static long secondsOf(char unit) {
        return switch (unit) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 7 * 86_400;
            default -> throw new IllegalArgumentException("unit: " + unit);
        };
    }

    /** A date, or a date and time, with or without an offset: what no branch or snapshot can be named. */
    private static Optional<Instant> findTime(String text, Supplier<ZoneId> zone) {
        // Spares names the attempt, and the command the loading of the formatters.
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return Optional.empty();
        }
        for (DateTimeFormatter format : List.of(
                DateTimeFormatter.ISO_DATE, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.BASIC_ISO_DATE)) {
            try {
                TemporalAccessor parsed = format.parse(text);
                LocalTime time = parsed.query(TemporalQueries.localTime());
                ZoneId named = parsed.query(TemporalQueries.zone());
                return Optional.of(LocalDate.from(parsed)
                        .atTime(time == null ? LocalTime.MIDNIGHT : time)
                        .atZone(named == null ? zone.get() : named)
                        .toInstant());
            } catch (DateTimeException e) {
                // Not in this format.
            }
        }
        return Optional.empty();
    }

    private static UsageException wrong(String text) {
        return new UsageException("'" + text + "' is no point; write " + FORMS + ".");
    }

    private static UsageException wrongTime(String text, RuntimeException cause) {
        return new UsageException(
                "'" + text + "' is no time and no option; write a number and s, m, h, d or w, as in -2h or -1d12h.",
                cause);
    }
}

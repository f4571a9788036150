package dev.ize.bench.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The calls of engines in this JVM, by kind, while they are counted. */
public enum EngineCalls {
    /** Snapshots opened. */
    SNAPSHOTS,
    /** Values read by key. */
    GETS,
    /** Cursors opened. */
    CURSORS,
    /** Cursors moved to a key. */
    SEEKS,
    /** Cursors moved to a neighbour. */
    STEPS,
    /** Values read through cursors. */
    VALUES,
    /** Steps of batches: puts, and deletions of a key or a range. */
    WRITES,
    /** Batches written. */
    COMMITS;

    private static final Map<EngineCalls, LongAdder> COUNTS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> new LongAdder()));

    private static volatile boolean counting;

    /** Whether calls are to be counted. */
    static boolean isCounting() {
        return counting;
    }

    /** Starts at zero. */
    public static void start() {
        COUNTS.values().forEach(LongAdder::reset);
        counting = true;
    }

    /** Counts no more. */
    public static void stop() {
        counting = false;
    }

    /** What was counted, by kind, for each of so many operations: {@code gets 3.0, seeks 2.1}; nothing that was not called. */
    public static String text(long operations) {
        return Arrays.stream(values())
                .filter(kind -> kind.sum() > 0)
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        kind.name().toLowerCase(Locale.ROOT),
                        (double) kind.sum() / Math.max(1, operations)))
                .collect(Collectors.joining(", "));
    }

    void add(long calls) {
        counter().add(calls);
    }

    void add() {
        add(1);
    }

    long sum() {
        return counter().sum();
    }

    private LongAdder counter() {
        return Objects.requireNonNull(COUNTS.get(this));
    }
}

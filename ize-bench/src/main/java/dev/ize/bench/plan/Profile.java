package dev.ize.bench.plan;

import java.util.Locale;

/** How much is measured, and how carefully. */
public enum Profile {
    /** Every workload once on every backend, in one JVM, at sizes that say nothing about speed. */
    SMOKE(0, 0, 0, 1, 10),
    /** The cells that a choice needs, within 25 minutes on two cores. */
    SHORT(2, 1, 1_500, 3, 500),
    /** Every cell; hours. */
    FULL(3, 3, 2_000, 5, 2_000);

    private final int forks;
    private final int warmups;
    private final int warmupMillis;
    private final int measurements;
    private final int measurementMillis;

    Profile(int forks, int warmups, int warmupMillis, int measurements, int measurementMillis) {
        this.forks = forks;
        this.warmups = warmups;
        this.warmupMillis = warmupMillis;
        this.measurements = measurements;
        this.measurementMillis = measurementMillis;
    }

    /** JVMs for each cell; 0: that of the caller. */
    public int forks() {
        return forks;
    }

    /** Iterations in each JVM that do not count. */
    public int warmups() {
        return warmups;
    }

    /** Length of each of them, in milliseconds. */
    public int warmupMillis() {
        return warmupMillis;
    }

    /** Iterations in each JVM that count. */
    public int measurements() {
        return measurements;
    }

    /** Length of each of them, in milliseconds. */
    public int measurementMillis() {
        return measurementMillis;
    }

    /** The name in lower case, as on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

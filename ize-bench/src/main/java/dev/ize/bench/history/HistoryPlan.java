package dev.ize.bench.history;

import dev.ize.bench.plan.Profile;

/**
 * How much is measured.
 *
 * @param warmUps rounds that are run first and do not count, so that code is compiled and files are cached
 * @param rounds times that each contender records the series anew
 * @param passes times that each round repeats what reads
 * @param reads files read in a pass, each at a release taken at random
 * @param histories paths whose history is asked for in a pass
 * @param branches branches made in a round
 */
public record HistoryPlan(int warmUps, int rounds, int passes, int reads, int histories, int branches) {
    /** Everything once: whether it works, not how fast. */
    public static final HistoryPlan SMOKE = new HistoryPlan(0, 1, 1, 20, 3, 1);

    /** A few minutes for a series of ten releases of some hundred files. */
    public static final HistoryPlan SHORT = new HistoryPlan(1, 3, 3, 500, 20, 3);

    /** Intervals that are narrower. */
    public static final HistoryPlan FULL = new HistoryPlan(2, 10, 5, 2_000, 50, 20);

    /** How much a profile measures. */
    public static HistoryPlan of(Profile profile) {
        return switch (profile) {
            case SMOKE -> SMOKE;
            case SHORT -> SHORT;
            case FULL -> FULL;
        };
    }

    public HistoryPlan {
        if (warmUps < 0 || rounds < 1 || passes < 1 || reads < 1 || histories < 1 || branches < 1) {
            throw new IllegalArgumentException("A plan needs at least one of each");
        }
    }

    /** Whether the figures are to say something, so that it is worth waiting for what would disturb them. */
    boolean isForFigures() {
        return warmUps > 0;
    }
}

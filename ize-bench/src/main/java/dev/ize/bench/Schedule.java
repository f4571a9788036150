package dev.ize.bench;

import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far a run is, and how much longer it will take if the cells that are left take as long as those before. */
final class Schedule {
    private final List<Cell> cells;
    private final long start = System.nanoTime();
    private final double guessSeconds;
    private int done;

    Schedule(Profile profile, List<Cell> cells) {
        this.cells = cells;
        // What the iterations take, and as much again for a JVM to start and a store to be made.
        double iterations = profile.warmups() * profile.warmupMillis()
                + (double) profile.measurements() * profile.measurementMillis();
        guessSeconds = Math.max(1, profile.forks()) * (iterations / 1000 + 1);
    }

    /** The number of the cell that comes next, from 1 on. */
    int number() {
        return done + 1;
    }

    void done() {
        done++;
    }

    /** About how much longer it will take. */
    Optional<Duration> left() {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        double perCell = done == 0 ? guessSeconds : elapsed / done;
        return Optional.of(Duration.ofSeconds(Math.round(perCell * (cells.size() - done))));
    }
}

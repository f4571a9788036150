package dev.ize.bench;

import dev.ize.bench.plan.Cell;
import java.time.Duration;
import java.util.Optional;

/** Hears how far a matrix has come. It is called by the thread that runs it. */
public interface MatrixListener {
    /**
     * A cell begins.
     *
     * @param cell what is to be measured
     * @param number its number, from 1 on
     * @param count how many there are
     * @param left about how much longer all will take; empty while that cannot be told
     */
    void begins(Cell cell, int number, int count, Optional<Duration> left);

    /** The cell gave a figure, for people. */
    void measured(Cell cell, String figure);

    /** The cell gave none, and why. */
    void failed(Cell cell, String reason);
}

package dev.ize.core.verify;

import dev.ize.spi.Progress;

/** Tells a progress how far a step has come, a few times a second. */
final class Meter {
    private static final long INTERVAL_NANOS = 200_000_000;

    private final Progress progress;
    private final String step;
    private final long total;
    private long done;
    private long toldAt = System.nanoTime();

    /**
     * @param total how much there is to do, about; −1 if that is not known
     */
    Meter(Progress progress, String step, long total) {
        this.progress = progress;
        this.step = step;
        this.total = total;
    }

    /** Says how much is done in all; what is less than before is taken for the same. */
    void reach(long now) {
        done = Math.max(done, now);
        if (System.nanoTime() - toldAt >= INTERVAL_NANOS) {
            tell();
        }
    }

    void add() {
        reach(done + 1);
    }

    void finish() {
        done = Math.max(done, total);
        tell();
    }

    private void tell() {
        progress.reached(step, done, total);
        toldAt = System.nanoTime();
    }
}

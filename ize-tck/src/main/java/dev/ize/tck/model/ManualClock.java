package dev.ize.tck.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, also back. Any thread may read and move it. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    /** A clock that stands at an instant. */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Puts it to an instant, earlier or later. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves by a duration, back if it is negative. */
    public synchronized void move(Duration duration) {
        now = now.plus(duration);
    }
}

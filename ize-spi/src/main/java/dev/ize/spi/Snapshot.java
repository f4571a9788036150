package dev.ize.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A named point that is kept.
 *
 * @param name unique among the snapshots and branches of the store
 * @param point what it names, on the branch that holds its change: for what a fork took over, an ancestor of the
 *     branch that it was made through
 * @param createdAt effective time of its creation
 * @param message why it was made; may be empty
 */
public record Snapshot(String name, Point point, Instant createdAt, String message) {
    public Snapshot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(message, "message");
    }
}

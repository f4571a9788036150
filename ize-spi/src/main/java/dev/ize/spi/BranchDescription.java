package dev.ize.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A branch as it stands in the list of branches.
 *
 * @param id its identity
 * @param name its name
 * @param forkedFrom the point that it started from, on the branch that holds that; empty for the main branch
 * @param head its newest point when it was asked for
 * @param createdAt effective time of its creation
 */
public record BranchDescription(BranchId id, String name, Optional<Point> forkedFrom, Point head, Instant createdAt) {
    public BranchDescription {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(forkedFrom, "forkedFrom");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}

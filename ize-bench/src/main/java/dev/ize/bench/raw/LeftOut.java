package dev.ize.bench.raw;

import java.util.Objects;

/**
 * Something that could have been measured and was not.
 *
 * @param what the cell or the group of cells, for people
 * @param reason one sentence
 */
public record LeftOut(String what, String reason) {
    public LeftOut {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(reason, "reason");
    }
}

package dev.ize.bench.history;

import java.util.Objects;

/**
 * Something that was not measured.
 *
 * @param what it is
 * @param reason why it was left out
 */
public record Absence(String what, String reason) {
    public Absence {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(reason, "reason");
    }
}

package dev.ize.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A change as the log keeps it, without its operations.
 *
 * @param id its number
 * @param branch the branch that it was applied to
 * @param author who made it
 * @param message why
 * @param session what it belongs to
 * @param effectiveTime its time in the order of the store, never before an earlier change's
 * @param recordedTime the wall clock when it was applied; it may go back
 * @param chainHash the branch's chain after it: equal for equal logs, on every engine
 */
public record ChangeDescription(
        ChangeId id,
        BranchId branch,
        String author,
        String message,
        String session,
        Instant effectiveTime,
        Instant recordedTime,
        ContentHash chainHash) {
    public ChangeDescription {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(effectiveTime, "effectiveTime");
        Objects.requireNonNull(recordedTime, "recordedTime");
        Objects.requireNonNull(chainHash, "chainHash");
    }
}

package dev.ize.spi;

import java.util.Objects;

/**
 * One line of a log.
 *
 * @param id the operation's number
 * @param operation what was done; content as a {@link ContentReference}, never a {@link Operation.Restore}
 * @param change the change that it belongs to
 */
public record LoggedOperation(OperationId id, Operation operation, ChangeDescription change) {
    public LoggedOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(change, "change");
    }
}

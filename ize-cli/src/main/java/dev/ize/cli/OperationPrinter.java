package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.OperationText;
import dev.ize.spi.ChangeId;
import dev.ize.spi.LoggedOperation;
import org.jspecify.annotations.Nullable;

/** Prints each operation, under a heading for each change. */
final class OperationPrinter extends LogPrinter {
    private @Nullable ChangeId current;

    OperationPrinter(Ize ize, int limit) {
        super(ize, limit);
    }

    @Override
    boolean print(LoggedOperation operation) {
        if (!takeLine()) {
            return false;
        }
        if (ize().json()) {
            JsonLine line = new JsonLine().put("id", operation.id().value());
            OperationText.put(operation.operation(), line);
            ize().print(put(operation.change(), line));
            return true;
        }
        if (!operation.change().id().equals(current)) {
            current = operation.change().id();
            ize().out().line(heading(operation.change()));
        }
        OperationText text = OperationText.of(
                operation.operation(), ize().surroundings().zone().get());
        ize().out().line(String.format("  %-7s %-8s %s", operation.id(), text.verb(), text.detail()));
        return true;
    }

    @Override
    void finish() {}
}

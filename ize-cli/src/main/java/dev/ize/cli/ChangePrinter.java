package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.LoggedOperation;
import org.jspecify.annotations.Nullable;

/** Prints one line for each change, when all its operations have been counted. */
final class ChangePrinter extends LogPrinter {
    private @Nullable ChangeDescription current;
    private long operations;

    ChangePrinter(Ize ize, int limit) {
        super(ize, limit);
    }

    @Override
    boolean print(LoggedOperation operation) {
        ChangeDescription change = operation.change();
        if (current == null || !current.id().equals(change.id())) {
            finish();
            if (!takeLine()) {
                return false;
            }
            current = change;
        }
        operations++;
        return true;
    }

    @Override
    void finish() {
        ChangeDescription change = current;
        if (change == null) {
            return;
        }
        if (ize().json()) {
            ize().print(put(change, new JsonLine())
                    .put("operations", operations)
                    .put("chain", change.chainHash().toString()));
        } else {
            String count = ize().style().faint("  (" + Sizes.count(operations, "operation") + ")");
            ize().out().line(heading(change) + count);
        }
        current = null;
        operations = 0;
    }
}

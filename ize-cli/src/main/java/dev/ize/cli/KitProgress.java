package dev.ize.cli;

import dev.ize.cli.output.Progress;
import dev.ize.tck.run.RunRecord;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Shows on a terminal which test of the kit runs, and how many have ended. */
final class KitProgress implements Consumer<RunRecord>, AutoCloseable {
    private final Ize ize;
    private Progress shown = Progress.silent();
    private boolean begun;

    KitProgress(Ize ize) {
        this.ize = ize;
    }

    @Override
    public void accept(RunRecord record) {
        if (record.running().isEmpty()) {
            return;
        }
        if (!begun) {
            // All tests are told of before the first of them begins.
            begun = true;
            shown = ize.progress("tck", OptionalLong.of(record.size()));
        }
        shown.stepTo(record.completed(), record.running().get());
    }

    @Override
    public void close() {
        shown.close();
    }
}

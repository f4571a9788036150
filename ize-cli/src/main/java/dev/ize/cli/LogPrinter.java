package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.LoggedOperation;

/** Prints a log, one operation after another, up to a number of lines. */
abstract sealed class LogPrinter permits OperationPrinter, ChangePrinter {
    private final Ize ize;
    private final int limit;
    private int lines;
    private boolean full;

    /**
     * Prints up to so many lines.
     *
     * @param limit 0: any number
     */
    LogPrinter(Ize ize, int limit) {
        this.ize = ize;
        this.limit = limit;
    }

    /**
     * Prints an operation, or takes note of it.
     *
     * @return whether more are wanted
     */
    abstract boolean print(LoggedOperation operation);

    /** Prints what is left when there are no more operations. */
    abstract void finish();

    /** Whether there would have been more to print. */
    boolean isFull() {
        return full;
    }

    Ize ize() {
        return ize;
    }

    /** Takes up one line, if there is one left. */
    boolean takeLine() {
        full = limit > 0 && lines == limit;
        lines++;
        return !full;
    }

    /** A change in one line: when, who, why. */
    String heading(ChangeDescription change) {
        String message = change.message().isEmpty() ? "" : "  " + Printable.of(change.message());
        String author = change.author().isEmpty() ? "" : "  " + Printable.of(change.author());
        return ize.style().heading("change " + change.id()) + "  " + ize.local(change.effectiveTime()) + author
                + message;
    }

    static JsonLine put(ChangeDescription change, JsonLine line) {
        line.put("change", change.id().value()).put("author", change.author()).put("message", change.message());
        if (!change.session().isEmpty()) {
            line.put("session", change.session());
        }
        return line.put("time", change.effectiveTime().toString())
                .put("recorded", change.recordedTime().toString());
    }
}

package dev.ize.cli;

import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows operations, or the history of a path. */
@Command(
        name = "log",
        header = "Shows operations, or the history of a path.",
        description = {
            "The operations of the branch, newest first, under the change that each belongs to; with PATH, the"
                    + " history of the file, directory or symlink there, also under its earlier names."
        },
        footer = {
            "%nExamples:",
            "  ize log",
            "  ize log --changes --limit 10",
            "  ize log --reverse docs/readme.txt",
            "%nWith --json: id, operation, path and what belongs to it, change, author, message, time, recorded.",
            "With --json --changes: change, author, message, time, recorded, operations, chain."
        })
final class LogCommand implements Callable<Integer> {
    /** As many operations as are read at a time. */
    private static final int PAGE = 1_000;

    /** What a person can look at. */
    private static final int TERMINAL_LIMIT = 100;

    private final Ize ize;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "A path in the store.")
    private Optional<String> path = Optional.empty();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "Shows at most N lines; 0 is all. Default: all, and 100 on a terminal.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--reverse", description = "Oldest first.")
    private boolean reverse;

    @Option(names = "--changes", description = "One line for each change, with the number of its operations.")
    private boolean changes;

    /** Where what was printed last ends because what is older was pruned. */
    private Optional<Point> prunedBelow = Optional.empty();

    LogCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        int asked = limit.orElse(ize.out().isTerminal() ? TERMINAL_LIMIT : 0);
        if (asked < 0) {
            throw new UsageException("--limit must be a number of lines, or 0 for all: " + asked);
        }
        LogQuery.Order order = reverse ? LogQuery.Order.OLDEST_FIRST : LogQuery.Order.NEWEST_FIRST;
        Optional<StorePath> of = path.map(Ize::storePath);
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            LogPrinter printer = changes ? new ChangePrinter(ize, asked) : new OperationPrinter(ize, asked);
            Branch branch = ize.branch(storage);
            if (of.isPresent()) {
                printHistory(branch.head(), of.get(), order, printer);
            } else {
                page(order, branch::log, printer);
            }
            printer.finish();
            if (printer.isFull() && limit.isEmpty() && !ize.quiet()) {
                ize.warn("There is more; --limit 0 shows all.");
            }
            if (prunedBelow.isPresent() && !printer.isFull() && !ize.quiet()) {
                ize.warn("What is older was pruned, up to @" + prunedBelow.get().sequence() + ".");
            }
        }
        return ExitCode.DONE;
    }

    private void printHistory(View head, StorePath path, LogQuery.Order order, LogPrinter printer) {
        boolean[] any = new boolean[1];
        page(
                order,
                query -> {
                    LogPage<HistoryLine> lines = head.history(path, query);
                    any[0] |= !lines.isEmpty() || lines.prunedBelow().isPresent();
                    return new LogPage<>(lines.stream().map(HistoryLine::logged).toList(), lines.prunedBelow());
                },
                printer);
        if (!any[0] && head.find(path).isEmpty()) {
            throw new UsageException("Nothing was ever at that path on this branch. path=" + path);
        }
    }

    private void page(LogQuery.Order order, Function<LogQuery, LogPage<LoggedOperation>> pages, LogPrinter printer) {
        OptionalLong after = OptionalLong.empty();
        LogPage<LoggedOperation> page;
        do {
            page = pages.apply(new LogQuery(order, after, PAGE));
            prunedBelow = page.prunedBelow();
            for (LoggedOperation operation : page) {
                if (!printer.print(operation)) {
                    return;
                }
                after = OptionalLong.of(operation.id().value());
            }
        } while (page.size() == PAGE);
    }
}

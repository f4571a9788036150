package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Attributes;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a path back to what it was. */
@Command(
        name = "restore",
        header = "Brings a file or subtree back, as a new change.",
        description = {
            "Makes a file or subtree of the branch's head what it was at a point, as a new change: nothing of the"
                    + " history is lost. Local files are not touched; see 'ize checkout'."
        },
        footer = {
            "%nExamples:",
            "  ize restore notes.txt --at -2h",
            "  ize restore docs --at v1.0 -m 'take the new chapters back'",
            "%nWith --json: path, operations and, if there are any, change."
        })
final class RestoreCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "PATH", description = "A path in the store.")
    private String path = "/";

    @Option(
            names = "--at",
            paramLabel = "POINT",
            required = true,
            description = "What it was then; see 'ize ls --help' for points.")
    private String at = "head";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the log. Default: what is restored.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "Who, for the log. Default: your user name.")
    private Optional<String> author = Optional.empty();

    RestoreCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        StorePath of = Ize.storePath(path);
        PointText point = ize.point(at);
        try (FileSystemStorage storage = ize.openStore()) {
            Branch branch = ize.branch(storage);
            View then = ize.points(storage).find(point);
            View head = branch.head();
            if (then.find(of).isEmpty()) {
                throw new UsageException("Nothing was at that path then; 'ize log' with the path shows when there was."
                        + " path=" + of + " at=" + at);
            }
            if (storage.difference(head, then, of).stream().noneMatch(DiffCommand::isVisible)) {
                report(of, new AppliedChange(head.point(), head.effectiveTime(), 0));
                return ExitCode.DONE;
            }
            Change.Builder change = Change.by(author.orElse(ize.surroundings().user()))
                    .message(message.orElse("restore " + of + " as at " + at))
                    .expectHead(head.point());
            addMissingParents(of, then, head, change);
            report(of, branch.apply(change.restore(of, then.point()).build()));
        }
        return ExitCode.DONE;
    }

    /** The directories above may be gone too; they come back as they were. */
    private static void addMissingParents(StorePath path, View then, View head, Change.Builder change) {
        Deque<StorePath> missing = new ArrayDeque<>();
        Optional<StorePath> parent = path.parent();
        while (parent.isPresent() && head.find(parent.get()).isEmpty()) {
            missing.push(parent.get());
            parent = parent.get().parent();
        }
        for (StorePath directory : missing) {
            Attributes attributes = then.entry(directory).node().attributes();
            change.add(new Operation.CreateDirectory(directory, attributes.mode(), Optional.of(attributes.modified())));
        }
    }

    private void report(StorePath of, AppliedChange applied) {
        boolean any = applied.operations() > 0;
        if (ize.json()) {
            JsonLine line = new JsonLine().put("path", of.toString()).put("operations", applied.operations());
            ize.print(any ? line.put("change", applied.id().value()) : line);
        }
        Point head = applied.point();
        ize.say(
                any
                        ? Printable.of(of) + ": restored in @" + head.sequence() + ", "
                                + Sizes.count(applied.operations(), "operation") + "."
                        : Printable.of(of) + ": is as it was; nothing to do.");
    }
}

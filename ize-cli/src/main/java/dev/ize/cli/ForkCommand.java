package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.View;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a branch. */
@Command(
        name = "fork",
        header = "Makes a branch.",
        description = "It starts at a point, and takes constant time to make.",
        footer = {
            "%nExamples:",
            "  ize fork experiment",
            "  ize fork rescue --at -1d",
            "  ize record mydir --branch experiment",
            "%nWith --json: name, branch, sequence."
        })
final class ForkCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "NAME", description = "The new branch's name.")
    private String name = "";

    @Mixin
    private AtOption at = new AtOption();

    ForkCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        try (FileSystemStorage storage = ize.openStore()) {
            View from = at.view(ize, storage);
            Branch fork = storage.fork(name, from);
            if (ize.json()) {
                ize.print(new JsonLine()
                        .put("name", fork.name())
                        .put("branch", fork.id().value())
                        .put("sequence", from.point().sequence()));
            }
            ize.say(Printable.of(name) + ": forked at @" + from.point().sequence() + "; work on it with --branch "
                    + Printable.of(name) + ".");
        }
        return ExitCode.DONE;
    }
}

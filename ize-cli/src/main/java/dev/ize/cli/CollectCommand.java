package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.RemovalMode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes content that nothing refers to. */
@Command(
        name = "collect",
        header = "Removes stored content that nothing refers to.",
        description = "Such content is left by deleted branches and by work that was cut short. No version goes.",
        footer = {
            "%nWith --json: dryRun, objects, bytes, keptObjects.",
            "%nExamples:",
            "  ize collect --dry-run",
            "  ize collect"
        })
final class CollectCommand implements Callable<Integer> {
    private final Ize ize;

    @Option(names = "--dry-run", description = "Only tell what would be removed.")
    private boolean dryRun;

    CollectCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        CollectedContent collected;
        try (FileSystemStorage storage = ize.openStore();
                Steps steps = ize.steps()) {
            collected = storage.collect(dryRun ? RemovalMode.DRY_RUN : RemovalMode.REMOVE, steps);
        }
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("dryRun", dryRun)
                    .put("objects", collected.objects())
                    .put("bytes", collected.bytes())
                    .put("keptObjects", collected.keptObjects()));
        } else {
            ize.out()
                    .line((dryRun ? "Would remove " : "Removed ") + Sizes.count(collected.objects(), "object") + ", "
                            + Sizes.bytes(collected.bytes()) + "; " + Sizes.count(collected.keptObjects())
                            + " in use.");
        }
        return ExitCode.DONE;
    }
}

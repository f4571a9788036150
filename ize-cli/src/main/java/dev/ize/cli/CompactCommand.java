package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.FileSystemStorage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Gives space back. */
@Command(
        name = "compact",
        header = "Writes the store anew and gives space back.",
        description = "Nothing is removed from history. It may take as much free space as the store has.",
        footer = {"%nWith --json: bytesBefore, bytesAfter.", "%nExample:", "  ize collect && ize compact"})
final class CompactCommand implements Callable<Integer> {
    private final Ize ize;

    CompactCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        long before = DirectorySize.bytes(ize.store().directory());
        try (FileSystemStorage storage = ize.openStore();
                Steps steps = ize.steps()) {
            storage.compact(steps);
        }
        long after = DirectorySize.bytes(ize.store().directory());
        if (ize.json()) {
            ize.print(new JsonLine().put("bytesBefore", before).put("bytesAfter", after));
        } else {
            ize.say("Compacted from " + Sizes.bytes(before) + " to " + Sizes.bytes(after) + ".");
        }
        return ExitCode.DONE;
    }
}

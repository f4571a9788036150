package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.FileSystemStorage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies a store. */
@Command(
        name = "copy",
        header = "Copies the store to a directory, as a store of its own.",
        description = "The copy is durable when the command ends, and has the same history, snapshots and branches.",
        footer = {"%nWith --json: target, bytes.", "%nExample:", "  ize copy /backup/project.ize"})
final class CopyCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "TARGET", description = "A directory that is missing or empty.")
    private String target = "";

    CopyCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        Path directory = ize.localPath(target);
        try (FileSystemStorage storage = ize.openStoreToRead();
                Steps steps = ize.steps()) {
            storage.copyTo(directory, steps);
        }
        long bytes = DirectorySize.bytes(directory);
        if (ize.json()) {
            ize.print(new JsonLine().put("target", directory.toString()).put("bytes", bytes));
        } else {
            ize.say("Copied to " + directory + ", " + Sizes.bytes(bytes) + ".");
        }
        return ExitCode.DONE;
    }
}

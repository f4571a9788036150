package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.StorageOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Loads what another store has dumped. */
@Command(
        name = "load",
        header = "Loads what 'ize dump' wrote.",
        description = {
            "Makes the store if there is none: .ize in the working directory, or where --store says. What the store has"
                    + " already is skipped, so that a load that was broken off is gone on with by loading again.",
            "",
            "Numbers, times and hashes of changes are those of the dump, and are checked. A damaged dump is loaded up"
                    + " to the damage."
        },
        footer = {
            "%nExamples:",
            "  ize load monday.ize --store copy",
            "  ize load tuesday.ize --store copy",
            "  ize dump | ize load --store elsewhere --backend ID",
            "%nWith --json: start, end, changes, acts."
        })
final class LoadCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A dump. Default: standard input.")
    private Optional<String> file = Optional.empty();

    @Mixin
    private NewStoreOptions newStore = new NewStoreOptions();

    LoadCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        // Opened before the store is made: a file that is not there makes none.
        try (InputStream in = open();
                FileSystemStorage storage = newStore.open(ize, store(), StorageOptions.OpenMode.CREATE_IF_MISSING);
                Steps progress = ize.steps()) {
            say(storage.load(in, progress));
        }
        return ExitCode.DONE;
    }

    private InputStream open() throws IOException {
        return file.isPresent()
                ? new OfFile(Files.newInputStream(ize.localPath(file.get())))
                : new FileInputStream(FileDescriptor.in);
    }

    /** Also of a named pipe, which has no place, so that it cannot be told how much is left. */
    private static final class OfFile extends FilterInputStream {
        OfFile(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private Path store() {
        return ize.namedStore()
                .or(() -> StoreLocation.nearest(ize.surroundings().workingDirectory()))
                .map(StoreLocation::directory)
                .orElseGet(() -> ize.surroundings().workingDirectory().resolve(StoreLocation.DIRECTORY_NAME));
    }

    private void say(LoadSummary summary) {
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("start", summary.start().sequence())
                    .put("end", summary.end().sequence())
                    .put("changes", summary.changes())
                    .put("acts", summary.acts()));
        }
        ize.say(
                summary.isEmpty()
                        ? "Nothing to do: the store has all of it, and is at @"
                                + summary.end().sequence() + "."
                        : "Loaded " + Sizes.count(summary.changes(), "change") + ": @"
                                + summary.start().sequence() + " to @"
                                + summary.end().sequence() + ".");
    }
}

package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a store. */
@Command(
        name = "init",
        header = "Makes a store.",
        description = "It lies in DIR/.ize, or where --store says.",
        footer = {
            "%nExamples:",
            "  ize init                        in the working directory",
            "  ize init notes --backend ID     in notes/.ize, with an engine of your choice"
        })
final class InitCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Default: the working directory.")
    private Optional<String> directory = Optional.empty();

    @Mixin
    private NewStoreOptions newStore = new NewStoreOptions();

    InitCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        Optional<Path> named = ize.namedStore().map(StoreLocation::directory);
        if (named.isPresent() && directory.isPresent()) {
            throw new UsageException("Give DIR, for DIR/.ize, or --store, for the store's own directory; not both.");
        }
        Path store = named.orElseGet(
                () -> ize.localPath(directory.orElse(".")).normalize().resolve(StoreLocation.DIRECTORY_NAME));
        if (FileSystemStorages.backendOf(store).isPresent()) {
            throw new UsageException(
                    "There is a store already; record into it, or choose another place. directory=" + store);
        }
        try (FileSystemStorage storage = newStore.open(ize, store, StorageOptions.OpenMode.CREATE_NEW)) {
            if (ize.json()) {
                ize.print(new JsonLine()
                        .put("store", storage.directory().toString())
                        .put("backend", storage.backend()));
            }
            ize.say("Made the store " + Printable.of(storage.directory()) + " (" + storage.backend() + ").");
        }
        return ExitCode.DONE;
    }
}

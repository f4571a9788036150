package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.core.StoreMigration;
import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the store to another engine. */
@Command(
        name = "migrate",
        header = "Copies the store to another engine.",
        description = {
            "TARGET becomes the same store on the engine that --backend names, once all records have been compared. The"
                    + " store itself stays as it is, and cannot be used meanwhile.",
            "",
            "What was broken off is gone on with by the same command, unless the store has changed since."
        },
        footer = {
            "%nExample:",
            "  ize migrate .ize-new --backend ID && mv .ize .ize-old && mv .ize-new .ize",
            "%nWith --json: target, backend, records, bytes."
        })
final class MigrateCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "TARGET", description = "The new store's directory; missing or empty.")
    private String target = "";

    @Mixin
    private NewStoreOptions newStore = new NewStoreOptions();

    MigrateCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        EngineProvider to = newStore.engine();
        BackendOptions options = newStore.options(to);
        Path source = ize.store().directory();
        EngineProvider from = EngineOfStore.named(FileSystemStorages.backendOf(source)
                .orElseThrow(() -> new StoreUnusableException("There is no store here. directory=" + source)));
        Path directory = ize.localPath(target);
        StoreMigration.Summary summary;
        try (Steps progress = ize.steps()) {
            summary = new StoreMigration(source, from, to, options).migrate(directory, progress);
        }
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("target", directory.toString())
                    .put("backend", to.id())
                    .put("records", summary.records())
                    .put("bytes", summary.bytes()));
        }
        ize.say("Copied and compared " + Sizes.count(summary.records(), "record") + ", " + Sizes.bytes(summary.bytes())
                + "; " + Printable.of(directory) + " is the store on " + to.id() + ".");
        return ExitCode.DONE;
    }
}

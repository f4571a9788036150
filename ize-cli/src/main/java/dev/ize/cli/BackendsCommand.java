package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreUnusableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the engines. */
@Command(
        name = "backends",
        header = "Lists the engines.",
        description = {
            "* is the one that a new store gets. Where one is broken, or the one that the environment names is not"
                    + " there, it says so, and the exit code is 1."
        },
        footer = {
            "%nA new store's engine is that of --backend, the system property ize.backend, the variable IZE_BACKEND, or"
                    + " the preferred one, in this order. An existing store keeps its own.",
            "%nJars in the folder 'backends' beside the command are on the class path of all commands: put a backend there"
                    + " with what it needs. 'ize tck' tells whether it is right.",
            "%nWith --json: backend, description, chosen, options; or failure."
        })
final class BackendsCommand implements Callable<Integer> {
    private final Ize ize;

    BackendsCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        FileSystemStorages.Discovery discovery = FileSystemStorages.discover();
        Optional<String> chosen = chosen();
        for (FileSystemStorageProvider provider : discovery.providers()) {
            boolean isChosen = chosen.filter(provider.id()::equals).isPresent();
            if (ize.json()) {
                JsonLine options = new JsonLine();
                provider.defaultOptions().asText().forEach(options::put);
                ize.print(new JsonLine()
                        .put("backend", provider.id())
                        .put("description", provider.description())
                        .put("chosen", isChosen)
                        .put("options", options));
            } else {
                String mark = isChosen ? "* " : "  ";
                ize.out().line(mark + String.format("%-10s %s", provider.id(), provider.description()));
            }
        }
        List<String> failures = new ArrayList<>(discovery.failures());
        failures.addAll(ize.surroundings().backends().failures());
        for (String failure : failures) {
            if (ize.json()) {
                ize.print(new JsonLine().put("failure", failure));
            } else {
                ize.out().line("! " + Printable.of(failure));
            }
        }
        return failures.isEmpty() && chosen.isPresent() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** The engine of a new store; none if the one that the environment names is not there. */
    private Optional<String> chosen() {
        try {
            return Optional.of(FileSystemStorages.providerOfNewStore(StorageOptions.defaults())
                    .id());
        } catch (StoreUnusableException e) {
            ize.warn(ExitCode.message(e));
            return Optional.empty();
        }
    }
}

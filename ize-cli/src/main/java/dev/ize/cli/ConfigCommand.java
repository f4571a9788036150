package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the options that are in force. */
@Command(
        name = "config",
        header = "Shows the options in force, and where they came from.",
        footer = "%nWith --json: key, value, source.")
final class ConfigCommand implements Callable<Integer> {
    private final Ize ize;

    ConfigCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        StoreLocation location = ize.store();
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            print("store", storage.directory().toString(), location.reason());
            print("backend", storage.backend(), FileSystemStorages.PROPERTIES_FILE + " of the store");
            print("branch", ize.branch(storage).name(), ize.branchName().isPresent() ? "--branch" : "default");
            Map<String, String> defaults = FileSystemStorages.provider(storage.backend())
                    .defaultOptions()
                    .asText();
            storage.backendOptions().asText().forEach((key, value) -> {
                boolean isDefault = value.equals(defaults.get(key));
                print(key, value, isDefault ? "default" : FileSystemStorages.PROPERTIES_FILE + " of the store");
            });
        }
        return ExitCode.DONE;
    }

    /** Options that hold bytes end in the word. */
    private static String withUnit(String key, String value) {
        return key.endsWith("Bytes") && value.matches("\\d{1,18}")
                ? value + " (" + Sizes.bytes(Long.parseLong(value)) + ")"
                : value;
    }

    private void print(String key, String value, String source) {
        if (ize.json()) {
            ize.print(new JsonLine().put("key", key).put("value", value).put("source", source));
        } else {
            String text = String.format("%-20s %-30s ", key, withUnit(key, Printable.of(value)));
            ize.out().line(text + ize.style().faint("(" + source + ")"));
        }
    }
}

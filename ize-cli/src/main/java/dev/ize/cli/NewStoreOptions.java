package dev.ize.cli;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that can make a store: {@code --backend} and {@code --option}. */
final class NewStoreOptions {
    @Option(
            names = "--backend",
            paramLabel = "ID",
            description = "The engine of a new store; 'ize backends' lists them.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of the engine; 'ize config' lists them. May be repeated. A store keeps those that it"
                            + " is made with; given later, they hold for one call, in the place of those.")
    private Map<String, String> options = new LinkedHashMap<>();

    /**
     * Opens a store, or makes one.
     *
     * @throws UsageException if there is no such backend or option; then nothing was made
     */
    FileSystemStorage open(Ize ize, Path directory, StorageOptions.OpenMode mode) {
        check(directory);
        StorageOptions.Builder builder =
                StorageOptions.builder().mode(mode).clock(ize.surroundings().clock());
        backend.ifPresent(builder::backend);
        options.forEach(builder::option);
        return FileSystemStorages.open(directory, builder.build());
    }

    /**
     * The backend of a store that a migration makes, which must be named.
     *
     * @throws UsageException if there is no such backend, or it is of another kind than those that migrations copy
     */
    EngineProvider engine() {
        String id = backend.orElseThrow(
                () -> new UsageException("Name the engine to migrate to with --backend; 'ize backends' lists them."));
        return EngineOfStore.named(id);
    }

    /** The options of that backend. */
    BackendOptions options(EngineProvider provider) {
        try {
            return provider.parseOptions(options);
        } catch (StoreUnusableException e) {
            throw new UsageException(ExitCode.message(e), e);
        }
    }

    /** Tells words that no backend understands from a store that cannot be used. */
    private void check(Path directory) {
        if (backend.isEmpty() && options.isEmpty()) {
            return;
        }
        Optional<String> existing = FileSystemStorages.backendOf(directory);
        try {
            Optional<FileSystemStorageProvider> asked = backend.map(FileSystemStorages::provider);
            if (!options.isEmpty()) {
                existing.map(FileSystemStorages::provider)
                        .or(() -> asked)
                        .orElseGet(() -> FileSystemStorages.providerOfNewStore(StorageOptions.defaults()))
                        .parseOptions(options);
            }
        } catch (StoreUnusableException e) {
            throw new UsageException(ExitCode.message(e), e);
        }
    }
}

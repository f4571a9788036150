package dev.ize.cli;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StoreUnusableException;

/** Finds the engines that a migration copies between. */
final class EngineOfStore {
    private EngineOfStore() {}

    /**
     * The engine with an id.
     *
     * @throws UsageException if there is none, or the backend is no key-value engine
     */
    static EngineProvider named(String id) {
        FileSystemStorageProvider provider;
        try {
            provider = FileSystemStorages.provider(id);
        } catch (StoreUnusableException e) {
            throw new UsageException(ExitCode.message(e), e);
        }
        if (provider instanceof EngineProvider engine) {
            return engine;
        }
        throw new UsageException("Records cannot be copied to or from the backend '" + id
                + "'; dump the store and load the dump with 'ize dump' and 'ize load'.");
    }
}

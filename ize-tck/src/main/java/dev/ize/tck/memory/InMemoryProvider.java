package dev.ize.tck.memory;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The backend {@value InMemoryOptions#BACKEND}: storages for tests, whose data ends with the process.
 *
 * <p>It is not announced to {@link java.util.ServiceLoader}, so that the kit on a class path offers nobody a
 * backend that forgets; tests that choose it by id announce it in their own resources.
 */
public final class InMemoryProvider implements EngineProvider {
    @Override
    public String id() {
        return InMemoryOptions.BACKEND;
    }

    @Override
    public String description() {
        return "In memory, for tests: checks every rule of the engine seam, keeps nothing after the process";
    }

    /** The lowest there is: a backend that forgets is chosen by name only. */
    @Override
    public int preference() {
        return Integer.MIN_VALUE;
    }

    @Override
    public InMemoryOptions defaultOptions() {
        return new InMemoryOptions();
    }

    @Override
    public InMemoryOptions parseOptions(Map<String, String> text) {
        new OptionText(InMemoryOptions.BACKEND, text).rejectUnknown();
        return new InMemoryOptions();
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }

    @Override
    public InMemoryEngine openEngine(
            Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        if (!(options instanceof InMemoryOptions)) {
            throw new StoreUnusableException("The options are for another backend. backend=" + options.backend());
        }
        return new InMemoryEngine(directory, keyspaces, access);
    }
}

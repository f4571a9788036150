package dev.ize.cli.foreign;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An engine in memory with something wrong around it. */
abstract class ForeignProvider implements EngineProvider {
    private final String id;

    ForeignProvider(String id) {
        this.id = id;
    }

    abstract Engine around(Engine right);

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        return around(new InMemoryEngine(directory, keyspaces, access));
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return "For tests, and wrong";
    }

    @Override
    public int preference() {
        return Integer.MIN_VALUE;
    }

    @Override
    public BackendOptions defaultOptions() {
        return new ForeignOptions(id);
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return defaultOptions();
    }
}

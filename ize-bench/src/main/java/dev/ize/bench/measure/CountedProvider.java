package dev.ize.bench.measure;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A provider whose engines' calls can be counted. While they are not, a snapshot or a batch costs one more look at a
 * flag.
 *
 * @param right the provider of the engines
 */
public record CountedProvider(EngineProvider right) implements EngineProvider {
    /** The same provider, its calls counted if it has an engine at all. */
    public static FileSystemStorageProvider over(FileSystemStorageProvider provider) {
        return provider instanceof EngineProvider engines ? new CountedProvider(engines) : provider;
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        return new CountedEngine(right.openEngine(directory, keyspaces, access, options));
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }

    @Override
    public String id() {
        return right.id();
    }

    @Override
    public String description() {
        return right.description();
    }

    @Override
    public BackendOptions defaultOptions() {
        return right.defaultOptions();
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return right.parseOptions(text);
    }
}

package dev.ize.tck.storage;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The provider in memory with its engines, altered in its storages or in the engines. */
final class AlteredRecords implements EngineProvider {
    private final InMemoryProvider engines = new InMemoryProvider();
    private final AlteredProvider storages;
    private final Wrapping wrapping;

    /** What is done to an engine when it has been opened. */
    interface Wrapping {
        Engine wrap(Engine right, EngineAccess access);
    }

    /** Alters nothing. */
    AlteredRecords() {
        this(new AlteredProvider());
    }

    AlteredRecords(AlteredProvider storages) {
        this(storages, (right, access) -> right);
    }

    AlteredRecords(Wrapping wrapping) {
        this(new AlteredProvider(), wrapping);
    }

    private AlteredRecords(AlteredProvider storages, Wrapping wrapping) {
        this.storages = storages;
        this.wrapping = wrapping;
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        return wrapping.wrap(engines.openEngine(directory, keyspaces, access, options), access);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return storages.open(directory, options);
    }

    @Override
    public String id() {
        return engines.id();
    }

    @Override
    public String description() {
        return storages.description();
    }

    @Override
    public BackendOptions defaultOptions() {
        return engines.defaultOptions();
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return engines.parseOptions(text);
    }
}

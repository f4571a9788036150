package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.Set;

/** The provider of engines in memory, each of which is altered when it has been opened. */
public class AlteringProvider extends ForwardingProvider {
    private final Alteration alteration;

    /** What is done to an engine. */
    interface Alteration {
        Engine alter(Engine right, Path directory, EngineAccess access);
    }

    /** Wraps engines and changes nothing. */
    public AlteringProvider() {
        this((right, directory, access) -> new ForwardingEngine(right));
    }

    AlteringProvider(Alteration alteration) {
        super(new InMemoryProvider(), engine -> engine);
        this.alteration = alteration;
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        return alteration.alter(super.openEngine(directory, keyspaces, access, options), directory, access);
    }
}

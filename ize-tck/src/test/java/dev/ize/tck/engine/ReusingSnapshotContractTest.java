package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An engine whose snapshots use cursors again is a right engine still. */
public final class ReusingSnapshotContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new ReusingProvider();
    }

    /** The engine in memory with such snapshots. */
    public static final class ReusingProvider implements EngineProvider {
        private final EngineProvider right = new InMemoryProvider();

        @Override
        public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
            return new ForwardingEngine(right.openEngine(directory, keyspaces, access, options)) {
                @Override
                public EngineSnapshot snapshot() {
                    return new ReusingSnapshot(super.snapshot());
                }
            };
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

        @Override
        public FileSystemStorage open(Path directory, StorageOptions options) {
            return right.open(directory, options);
        }
    }
}

package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Providers of right engines that are wrong themselves. */
final class WrongProviders {
    private WrongProviders() {}

    static EngineProvider withASpaceInItsId() {
        return new AlteringProvider() {
            @Override
            public String id() {
                return "My Engine";
            }
        };
    }

    static EngineProvider withoutAPublicConstructor() {
        return new HiddenProvider();
    }

    static EngineProvider ignoringUnknownOptions() {
        return new AlteringProvider() {
            @Override
            public BackendOptions parseOptions(Map<String, String> text) {
                return defaultOptions();
            }
        };
    }

    static EngineProvider writingOptionsInOtherUnits() {
        return new AlteringProvider() {
            @Override
            public BackendOptions defaultOptions() {
                return new CacheOptions(8);
            }

            @Override
            public BackendOptions parseOptions(Map<String, String> text) {
                OptionText options = new OptionText(id(), text);
                int mebibytes = options.integer("cache", 8, 1, 100_000);
                options.rejectUnknown();
                return new CacheOptions(mebibytes);
            }
        };
    }

    static EngineProvider takingOptionsOfAnotherBackend() {
        return new AlteringProvider() {
            @Override
            public Engine openEngine(
                    Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
                return super.openEngine(directory, keyspaces, access, defaultOptions());
            }
        };
    }

    static EngineProvider makingAnEngineToReadIt() {
        return new AlteringProvider() {
            @Override
            public Engine openEngine(
                    Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
                try {
                    return super.openEngine(directory, keyspaces, access, options);
                } catch (StoreUnusableException e) {
                    super.openEngine(directory, keyspaces, EngineAccess.READ_WRITE, options)
                            .close();
                    return super.openEngine(directory, keyspaces, access, options);
                }
            }
        };
    }

    private static final class HiddenProvider extends AlteringProvider {
        private HiddenProvider() {}
    }

    /** Written in KiB and read in MiB. */
    private record CacheOptions(int mebibytes) implements BackendOptions {
        @Override
        public String backend() {
            return "memory";
        }

        @Override
        public Map<String, String> asText() {
            return Map.of("cache", Integer.toString(mebibytes * 1_024));
        }
    }
}

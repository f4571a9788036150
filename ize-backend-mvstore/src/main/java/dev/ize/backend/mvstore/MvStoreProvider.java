package dev.ize.backend.mvstore;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.h2.engine.Constants;

/** The backend {@code mvstore}: stores in H2's MVStore, which is one file and pure Java, without native code. */
public final class MvStoreProvider implements EngineProvider {
    @Override
    public String id() {
        return MvStoreOptions.BACKEND;
    }

    @Override
    public String description() {
        return "H2 MVStore " + Constants.VERSION + ": pure Java, one file; runs where native libraries cannot";
    }

    /** The last of the three: it has no checksums of content, and files grow most between compactions. */
    @Override
    public int preference() {
        return 10;
    }

    @Override
    public MvStoreOptions defaultOptions() {
        return MvStoreOptions.defaults();
    }

    @Override
    public MvStoreOptions parseOptions(Map<String, String> text) {
        return MvStoreOptions.parse(text);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        if (options instanceof MvStoreOptions own) {
            return MvStoreEngine.open(directory, keyspaces, access, own);
        }
        throw new StoreUnusableException(
                "The options are of another backend. backend=" + id() + " options=" + options.backend());
    }
}

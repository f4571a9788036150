package dev.ize.examples.sqlite;

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

/**
 * The backend {@code sqlite}.
 *
 * <p>Its native library is loaded when the first engine is opened, from a file that sqlite-jdbc unpacks into {@code
 * java.io.tmpdir}. Where it cannot be, opening throws {@link StoreUnusableException}.
 */
public final class SqliteProvider implements EngineProvider {
    /** The version of SQLite that this module is built against. */
    static final String SQLITE_VERSION = "3.54.1";

    @Override
    public String id() {
        return SqliteOptions.BACKEND;
    }

    @Override
    public String description() {
        return "SQLite " + SQLITE_VERSION + ": one file that any SQLite can open; an example of a backend";
    }

    @Override
    public SqliteOptions defaultOptions() {
        return SqliteOptions.defaults();
    }

    @Override
    public SqliteOptions parseOptions(Map<String, String> text) {
        return SqliteOptions.parse(text);
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        if (!(options instanceof SqliteOptions own)) {
            throw new StoreUnusableException("These options are for another backend. backend=" + SqliteOptions.BACKEND
                    + " optionsFor=" + options.backend());
        }
        return SqliteEngine.open(directory, keyspaces, access, own);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }
}

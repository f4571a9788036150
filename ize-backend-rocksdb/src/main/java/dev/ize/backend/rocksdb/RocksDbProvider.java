package dev.ize.backend.rocksdb;

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
 * The backend {@code rocksdb}.
 *
 * <p>Its native library is loaded when the first engine is opened, from a file that RocksDB unpacks into
 * {@code java.io.tmpdir}. Where it cannot be, opening throws {@link StoreUnusableException}.
 */
public final class RocksDbProvider implements EngineProvider {
    /** The version of the library that this module is built against. */
    static final String ROCKSDB_VERSION = "11.8.1";

    public RocksDbProvider() {}

    @Override
    public String id() {
        return RocksDbOptions.BACKEND;
    }

    @Override
    public String description() {
        return "RocksDB " + ROCKSDB_VERSION
                + ": log-structured; quick durable writes, small on disk, checksums on all it reads";
    }

    /** The first choice: of the three engines it alone notices damaged blocks by itself. */
    @Override
    public int preference() {
        return 30;
    }

    @Override
    public RocksDbOptions defaultOptions() {
        return RocksDbOptions.defaults();
    }

    @Override
    public RocksDbOptions parseOptions(Map<String, String> text) {
        return RocksDbOptions.parse(text);
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        if (!(options instanceof RocksDbOptions rocksDbOptions)) {
            throw new StoreUnusableException(
                    "Options of another backend; give RocksDbOptions: backend=rocksdb options=" + options.backend());
        }
        return RocksDbEngine.open(directory, keyspaces, access, rocksDbOptions);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }
}

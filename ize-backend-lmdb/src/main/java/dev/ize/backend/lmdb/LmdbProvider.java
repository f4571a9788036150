package dev.ize.backend.lmdb;

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
 * The backend {@code lmdb}: a memory-mapped B+ tree that reads at the speed of memory. Every change is durable when it
 * returns, also where {@link dev.ize.spi.Durability#BUFFERED} would do.
 *
 * <p>Its native library is loaded when the first engine is opened, from a file that lmdbjava unpacks into {@code
 * java.io.tmpdir}. Where it cannot be, opening throws {@link StoreUnusableException}.
 */
public final class LmdbProvider implements EngineProvider {
    @Override
    public String id() {
        return LmdbOptions.BACKEND;
    }

    @Override
    public String description() {
        return "LMDB 0.9.33 through lmdbjava 0.9.3: fastest reads, one memory-mapped file, always durable";
    }

    /** The second choice: the quickest reads, and no checksums of its own. */
    @Override
    public int preference() {
        return 20;
    }

    @Override
    public LmdbOptions defaultOptions() {
        return LmdbOptions.defaults();
    }

    @Override
    public LmdbOptions parseOptions(Map<String, String> text) {
        return LmdbOptions.parse(text);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return VersionedFileSystemStorage.open(this, directory, options);
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        if (!(options instanceof LmdbOptions own)) {
            throw new StoreUnusableException("These options are for another backend. backend=" + LmdbOptions.BACKEND
                    + " optionsFor=" + options.backend());
        }
        return LmdbEngine.open(directory, keyspaces, access, own);
    }
}

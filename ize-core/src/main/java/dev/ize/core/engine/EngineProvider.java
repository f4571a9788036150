package dev.ize.core.engine;

import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorageProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * A provider whose storage is the shared implementation over a key-value engine.
 *
 * <p>It adds to {@link FileSystemStorageProvider} the way to the bare engine, which the engine contract of
 * the compatibility kit and the migration between engines use.
 */
public interface EngineProvider extends FileSystemStorageProvider {
    /**
     * Opens the engine in a directory that exists and belongs to it alone. With {@link
     * EngineAccess#READ_WRITE} the directory is writable, and files are made where there are none; files get
     * mode 0600 and directories 0700 on POSIX systems. With {@link EngineAccess#READ_ONLY} the engine must be
     * there; all that was written is seen, also what a process that was killed wrote last, and nothing in the
     * directory changes.
     *
     * <p>The set of keyspaces is the same at every open of a directory, and no call names another. No native
     * code runs before this call. The engine may rely on the store's lock, which the caller holds: nobody else
     * has the directory open, or, where all open it to read only, nobody writes there.
     *
     * @return the open engine, which the caller closes; where this throws, nothing is left open
     * @throws dev.ize.spi.CorruptStoreException if the files are damaged, as far as the engine can tell
     *     without risk to the JVM
     * @throws dev.ize.spi.StoreUnusableException if the engine cannot run here, the options do not fit, or
     *     there is nothing to be opened to read only
     */
    Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options);
}

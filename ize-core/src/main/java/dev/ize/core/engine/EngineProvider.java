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
     * Opens the engine in a directory that exists, is writable and belongs to it alone, making its files
     * where there are none; files get mode 0600 and directories 0700 on POSIX systems.
     *
     * <p>The set of keyspaces is the same at every open of a directory. No native code runs before this
     * call. The engine may rely on being opened once at a time: the caller holds the store's lock.
     *
     * @throws dev.ize.spi.CorruptStoreException if the files are damaged, as far as the engine can tell
     *     without risk to the JVM
     * @throws dev.ize.spi.StoreUnusableException if the engine cannot run here or the options do not fit
     */
    Engine openEngine(Path directory, Set<Keyspace> keyspaces, BackendOptions options);
}

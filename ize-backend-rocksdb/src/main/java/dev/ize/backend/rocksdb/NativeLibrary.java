package dev.ize.backend.rocksdb;

import dev.ize.spi.StoreUnusableException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library, loaded once in a process and not before a store is opened.
 *
 * <p>RocksDB unpacks it from its jar into the directory {@code java.io.tmpdir}, or into the one that the
 * variable {@code ROCKSDB_SHAREDLIB_DIR} names, and maps it from there.
 */
final class NativeLibrary {
    private static boolean loaded;

    /** Why it could not be loaded; a second attempt would wait ten seconds for a load that never ends. */
    private static @Nullable String failure;

    private NativeLibrary() {}

    /**
     * Loads the library if it is not there yet.
     *
     * @throws StoreUnusableException if that fails, or has failed before in this process
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        if (failure != null) {
            throw unusable(failure, null);
        }
        try {
            RocksDB.loadLibrary();
            loaded = true;
        } catch (RuntimeException | LinkageError e) {
            failure = e.toString();
            throw unusable(failure, e);
        }
    }

    private static StoreUnusableException unusable(String reason, @Nullable Throwable cause) {
        return new StoreUnusableException(
                "RocksDB's native library could not be loaded; give a directory that may be written and that"
                        + " allows execution (not mounted noexec) with -Djava.io.tmpdir or ROCKSDB_SHAREDLIB_DIR"
                        + " and start the program again: backend=rocksdb java.io.tmpdir="
                        + System.getProperty("java.io.tmpdir")
                        + " reason="
                        + reason,
                cause);
    }
}

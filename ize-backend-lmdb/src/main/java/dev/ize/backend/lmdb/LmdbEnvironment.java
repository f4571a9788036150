package dev.ize.backend.lmdb;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.lmdbjava.BufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/**
 * The open environment of a directory: its files checked, its databases there.
 *
 * @param environment LMDB's handle; closed after every transaction and cursor
 * @param databases the database of each keyspace
 * @param dataFile the file that it maps
 * @param lockFile the file with its readers
 * @param pageBytes the size of a page
 * @param bounds of what is read from it
 */
record LmdbEnvironment(
        Env<NativeBytes> environment,
        Databases databases,
        DataFile dataFile,
        LockFile lockFile,
        int pageBytes,
        PageBounds bounds) {
    /** For the owner only. */
    private static final int FILE_MODE = 0600;

    /** A process that may not have even this much address space is told so. */
    private static final long SMALLEST_HALVED_MAP_BYTES = 64L << 20;

    static LmdbEnvironment open(Path directory, Set<Keyspace> keyspaces, EngineAccess access, LmdbOptions options) {
        NativeLibrary.load();
        DataFile dataFile = new DataFile(directory);
        dataFile.check(access);
        LockFile lockFile = new LockFile(directory);
        try {
            if (access == EngineAccess.READ_WRITE) {
                CompactFile.removeLeftover(directory);
                lockFile.reserve(options.maxReaders());
            }
            Env<NativeBytes> environment = map(directory, keyspaces.size(), access, options);
            return complete(environment, keyspaces, access, dataFile, lockFile);
        } catch (IOException e) {
            throw new StoreUnusableException("LMDB's files cannot be written: " + e + ". path=" + directory, e);
        } catch (RuntimeException e) {
            throw LmdbErrors.opening(e, directory);
        }
    }

    private static LmdbEnvironment complete(
            Env<NativeBytes> environment,
            Set<Keyspace> keyspaces,
            EngineAccess access,
            DataFile dataFile,
            LockFile lockFile)
            throws IOException {
        try {
            if (environment.getMaxKeySize() < Keyspace.MAX_KEY_BYTES) {
                throw new StoreUnusableException("This build of LMDB takes shorter keys than Ize needs. maxKeyBytes="
                        + environment.getMaxKeySize() + " needed=" + Keyspace.MAX_KEY_BYTES);
            }
            Databases databases;
            if (access == EngineAccess.READ_ONLY) {
                databases = Databases.openToRead(environment, keyspaces);
            } else {
                int unused = environment.readerCheck();
                databases = Databases.open(environment, keyspaces);
                dataFile.syncDirectory();
            }
            int pageBytes = environment.stat().pageSize;
            PageBounds bounds = new PageBounds(pageBytes, dataFile);
            return new LmdbEnvironment(environment, databases, dataFile, lockFile, pageBytes, bounds);
        } catch (IOException | RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    /** Maps the file, at less than the wanted size where the process may not have that much address space. */
    private static Env<NativeBytes> map(Path directory, int databases, EngineAccess access, LmdbOptions options) {
        // Nobody writes where a store is opened to read only, so that readers need no table of themselves.
        EnvFlags[] flags = access == EngineAccess.READ_ONLY
                ? new EnvFlags[] {EnvFlags.MDB_NOTLS, EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK}
                : new EnvFlags[] {EnvFlags.MDB_NOTLS};
        long mapBytes = options.mapBytes();
        while (true) {
            try {
                return Env.create((BufferProxy<NativeBytes>) new NativeBytesProxy())
                        .setMapSize(mapBytes)
                        .setMaxDbs(databases)
                        .setMaxReaders(options.maxReaders())
                        .open(directory.toFile(), FILE_MODE, flags);
            } catch (RuntimeException e) {
                if (!LmdbErrors.isOutOfMemory(e) || mapBytes / 2 < SMALLEST_HALVED_MAP_BYTES) {
                    throw e;
                }
                mapBytes /= 2;
            }
        }
    }
}

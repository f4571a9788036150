package dev.ize.backend.lmdb;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Path;
import java.util.Set;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Txn;

/**
 * What lmdbjava throws, in the words of the seam.
 *
 * <p>lmdbjava throws {@link LmdbNativeException} for results that it knows, and
 * {@link IllegalArgumentException} for error numbers that it has no name for; the translation takes any
 * {@link RuntimeException}. What is not in these tables is a {@link StorageFailedException}.
 */
final class LmdbErrors {
    /** EIO, the same on Linux and macOS; LMDB's word for a write that the disk took in part. */
    private static final int IO_ERROR = 5;

    /** ENOMEM, the same on Linux and macOS. */
    private static final int OUT_OF_MEMORY = 12;

    /** ENOSPC, EDQUOT on Linux, EDQUOT on macOS. */
    private static final Set<Integer> DISK_FULL = Set.of(28, 122, 69);

    private LmdbErrors() {}

    /** For a failure of {@code mdb_env_open} and what follows until the engine is there. */
    static StorageException opening(RuntimeException failure, Path directory) {
        if (failure instanceof StorageException known) {
            return known;
        }
        if (isDamage(failure)) {
            return new CorruptStoreException("LMDB finds its data damaged. path=" + directory, failure);
        }
        if (failure instanceof Env.VersionMismatchException) {
            return new StoreUnusableException(
                    "The lock file belongs to another version of LMDB; remove it when no process uses the store. path="
                            + directory.resolve("lock.mdb"),
                    failure);
        }
        return new StoreUnusableException(
                "LMDB cannot open its files: " + failure.getMessage() + ". path=" + directory, failure);
    }

    /** For a failure of a read. */
    static StorageException reading(RuntimeException failure) {
        if (failure instanceof StorageException known) {
            return known;
        }
        if (isDamage(failure)) {
            return new CorruptStoreException("LMDB finds its data damaged", failure);
        }
        return new StorageFailedException("LMDB failed to read", failure);
    }

    /**
     * For a failure of a write.
     *
     * @param aborted whether LMDB is known to have written nothing and to go on
     * @param diskIsFull whether the disk has so little room that an I/O error means that it is full
     */
    static StorageException writing(RuntimeException failure, boolean aborted, boolean diskIsFull) {
        if (failure instanceof StorageException known) {
            return known;
        }
        if (isDamage(failure)) {
            return new CorruptStoreException("LMDB finds its data damaged", failure);
        }
        if (aborted && failure instanceof Txn.TxFullException) {
            return new WriteRefusedException("The batch changes more pages than LMDB takes at once; split it", failure);
        }
        if (aborted && (isDiskFull(failure) || (diskIsFull && isIoError(failure)))) {
            return new WriteRefusedException("The disk is full; make room and try again", failure);
        }
        return new StorageFailedException("LMDB failed to write", failure);
    }

    /** For a failure of a copy: the engine goes on, and if it cannot, its next write says so. */
    static StorageException copying(RuntimeException failure) {
        if (isDamage(failure)) {
            return new CorruptStoreException("LMDB finds its data damaged", failure);
        }
        return new WriteRefusedException("The copy could not be written; the engine goes on", failure);
    }

    /** Whether mapping the file failed because the process may not have that much address space. */
    static boolean isOutOfMemory(RuntimeException failure) {
        return resultCode(failure) == OUT_OF_MEMORY;
    }

    private static boolean isDamage(RuntimeException failure) {
        return failure instanceof LmdbNativeException.PageCorruptedException
                || failure instanceof LmdbNativeException.PageNotFoundException
                || failure instanceof Env.FileInvalidException;
    }

    private static boolean isDiskFull(RuntimeException failure) {
        return DISK_FULL.contains(resultCode(failure));
    }

    private static boolean isIoError(RuntimeException failure) {
        return resultCode(failure) == IO_ERROR;
    }

    private static int resultCode(RuntimeException failure) {
        return failure instanceof LmdbNativeException known ? known.getResultCode() : 0;
    }
}

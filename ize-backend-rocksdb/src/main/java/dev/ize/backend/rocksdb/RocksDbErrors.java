package dev.ize.backend.rocksdb;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Turns RocksDB's exceptions into ours: one method for each phase, since one status means different things
 * in them.
 *
 * <p>Details follow the fixed text as {@code key=value}; the last is RocksDB's own message, which names the
 * file.
 */
final class RocksDbErrors {
    private static final String RESTORE = "restore the store from a copy";

    private RocksDbErrors() {}

    /** What an exception of opening means. */
    static StorageException opening(RocksDBException e, DataDirectory directory) {
        String details = details(e) + " directory=" + directory;
        if (isCode(e, Status.Code.Corruption)) {
            return new CorruptStoreException("The store's files are damaged; " + RESTORE + details, e);
        }
        if (isCode(e, Status.Code.IOError) && text(e).contains("/LOCK: ")) {
            return new StoreLockedException("The engine's directory is open already; close it there" + details);
        }
        if (isNoSpace(e)) {
            return new StoreUnusableException(
                    "The disk is too full to open the store, which writes its log to tables; free some space" + details,
                    e);
        }
        return new StoreUnusableException("RocksDB could not open the store" + details, e);
    }

    /** What an exception of a read means. */
    static StorageException reading(RocksDBException e) {
        if (isCode(e, Status.Code.Corruption)) {
            return new CorruptStoreException("Data that was read is damaged; " + RESTORE + details(e), e);
        }
        return new StorageFailedException("A read failed; close the store and open it again" + details(e), e);
    }

    /**
     * What an exception of a write or of a sync means.
     *
     * <p>RocksDB takes no write after an error in the background and answers with that error. If a table could
     * not be written for lack of space, it goes on by itself once there is room, and the refused write never
     * reached the log. An error of the log itself leaves that unknown, and RocksDB does not recover from it
     * while it is open (its issues 11643 and 12998; since 9.8 it does not try). Damage found in the
     * background is no exception to the rule: the write may be in the log.
     */
    static StorageException writing(RocksDBException e) {
        if (isNoSpace(e) && text(e).contains(".sst: ")) {
            return new WriteRefusedException(
                    "The disk is full, and RocksDB waits for room to write tables; free some space and write"
                            + " again after ten seconds"
                            + details(e),
                    e);
        }
        if (isNoSpace(e)) {
            return new StorageFailedException(
                    "The disk became full while the log was written; free some space and open the store again"
                            + details(e),
                    e);
        }
        if (isCode(e, Status.Code.Corruption)) {
            return new StorageFailedException(
                    "RocksDB found damage and takes no writes; open the store again, verify it, and if it is"
                            + " damaged "
                            + RESTORE
                            + details(e),
                    e);
        }
        return new StorageFailedException("A write failed; open the store again" + details(e), e);
    }

    /** What an exception of a copy means: the engine goes on, and if it cannot, its next write says so. */
    static StorageException copying(RocksDBException e) {
        if (isCode(e, Status.Code.Corruption)) {
            return new CorruptStoreException("Data that was to be copied is damaged; " + RESTORE + details(e), e);
        }
        return new WriteRefusedException("The copy could not be written; the engine goes on" + details(e), e);
    }

    private static boolean isNoSpace(RocksDBException e) {
        Status status = e.getStatus();
        return status != null
                && status.getCode() == Status.Code.IOError
                && status.getSubCode() == Status.SubCode.NoSpace;
    }

    private static boolean isCode(RocksDBException e, Status.Code code) {
        Status status = e.getStatus();
        return status != null && status.getCode() == code;
    }

    private static String details(RocksDBException e) {
        return ": backend=rocksdb status=" + statusText(e.getStatus()) + " message=" + text(e);
    }

    private static String statusText(@Nullable Status status) {
        return status == null ? "none" : status.getCode() + "/" + status.getSubCode();
    }

    private static String text(RocksDBException e) {
        return String.valueOf(e.getMessage());
    }
}

package dev.ize.examples.sqlite;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite throws, in the words of the seam. What is not named here is a {@link StorageFailedException}. */
final class SqliteErrors {
    /** The low byte of an extended result code is the primary one. */
    private static final int PRIMARY = 0xff;

    private SqliteErrors() {}

    static StorageException opening(SQLException e, Path directory) {
        // Where its native library cannot be loaded, sqlite-jdbc says so in a cause.
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return isDamage(e)
                ? damaged(e)
                : new StoreUnusableException(
                        "SQLite cannot be opened: " + reason.getMessage() + ". directory=" + directory, e);
    }

    static StorageException reading(SQLException e) {
        return isDamage(e) ? damaged(e) : new StorageFailedException("SQLite failed to read: " + e.getMessage(), e);
    }

    /** For a write that was rolled back: SQLite does not mark a transaction as committed that found no room. */
    static StorageException writing(SQLException e) {
        if (isDamage(e)) {
            return damaged(e);
        }
        return switch (primary(e)) {
            case SQLITE_FULL -> new WriteRefusedException("The disk is full; make room and try again", e);
            case SQLITE_TOOBIG -> new WriteRefusedException("A value is larger than SQLite takes", e);
            default -> new StorageFailedException("SQLite failed to write: " + e.getMessage(), e);
        };
    }

    /** For a log that could not be flushed, whatever of it is durable. */
    static StorageFailedException flushing(IOException e) {
        return new StorageFailedException("SQLite's log could not be flushed: " + e, e);
    }

    /** For a copy: the engine goes on, and if it cannot, its next write says so. */
    static StorageException copying(SQLException e) {
        return isDamage(e)
                ? damaged(e)
                : new WriteRefusedException("The copy could not be written; the engine goes on: " + e.getMessage(), e);
    }

    private static CorruptStoreException damaged(SQLException e) {
        return new CorruptStoreException("SQLite finds its data damaged: " + e.getMessage(), e);
    }

    private static boolean isDamage(SQLException e) {
        return switch (primary(e)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    private static SQLiteErrorCode primary(SQLException e) {
        return e instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}

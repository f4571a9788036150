package dev.ize.examples.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Each of SQLite's errors has one meaning in each kind of call. */
final class SqliteErrorsTest {
    static Stream<Arguments> errors() {
        Function<SQLException, StorageException> opening = e -> SqliteErrors.opening(e, Path.of("here"));
        return Stream.of(
                Arguments.of("opening", opening, SQLiteErrorCode.SQLITE_NOTADB, CorruptStoreException.class),
                Arguments.of("opening", opening, SQLiteErrorCode.SQLITE_CORRUPT_INDEX, CorruptStoreException.class),
                Arguments.of("opening", opening, SQLiteErrorCode.SQLITE_CANTOPEN, StoreUnusableException.class),
                reading(SQLiteErrorCode.SQLITE_CORRUPT, CorruptStoreException.class),
                reading(SQLiteErrorCode.SQLITE_IOERR_READ, StorageFailedException.class),
                reading(SQLiteErrorCode.SQLITE_BUSY, StorageFailedException.class),
                writing(SQLiteErrorCode.SQLITE_FULL, WriteRefusedException.class),
                writing(SQLiteErrorCode.SQLITE_TOOBIG, WriteRefusedException.class),
                writing(SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE, CorruptStoreException.class),
                writing(SQLiteErrorCode.SQLITE_IOERR_WRITE, StorageFailedException.class),
                writing(SQLiteErrorCode.SQLITE_IOERR_FSYNC, StorageFailedException.class),
                writing(SQLiteErrorCode.UNKNOWN_ERROR, StorageFailedException.class),
                copying(SQLiteErrorCode.SQLITE_FULL, WriteRefusedException.class),
                copying(SQLiteErrorCode.SQLITE_IOERR_WRITE, WriteRefusedException.class),
                copying(SQLiteErrorCode.SQLITE_CORRUPT, CorruptStoreException.class));
    }

    private static Arguments reading(SQLiteErrorCode code, Class<?> expected) {
        Function<SQLException, StorageException> call = SqliteErrors::reading;
        return Arguments.of("reading", call, code, expected);
    }

    private static Arguments writing(SQLiteErrorCode code, Class<?> expected) {
        Function<SQLException, StorageException> call = SqliteErrors::writing;
        return Arguments.of("writing", call, code, expected);
    }

    private static Arguments copying(SQLiteErrorCode code, Class<?> expected) {
        Function<SQLException, StorageException> call = SqliteErrors::copying;
        return Arguments.of("copying", call, code, expected);
    }

    @ParameterizedTest(name = "{2} in {0}")
    @MethodSource("errors")
    void errorHasItsMeaning(
            String call,
            Function<SQLException, StorageException> translation,
            SQLiteErrorCode code,
            Class<? extends StorageException> expected) {
        SQLiteException error = new SQLiteException(code.message, code);

        assertThat(translation.apply(error))
                .as("%s in %s", code, call)
                .isExactlyInstanceOf(expected)
                .hasCause(error);
    }

    @Test
    void libraryThatCannotBeLoadedIsSaid() {
        SQLException error = new SQLException("Error opening connection", new Exception("no native library"));

        assertThat(SqliteErrors.opening(error, Path.of("here")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("no native library");
    }
}

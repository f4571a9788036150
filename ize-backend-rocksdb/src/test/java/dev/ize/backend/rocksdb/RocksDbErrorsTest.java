package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

class RocksDbErrorsTest {
    private static final String LOG_FULL = "While appending to file: /s/000004.log: No space left on device";
    private static final String TABLE_FULL = "While appending to file: /s/000009.sst: No space left on device";
    private static final String LOCKED = "While lock file: /s/LOCK: Resource temporarily unavailable";
    private static final String CHECKSUM = "block checksum mismatch: stored = 1, computed = 2 in /s/000009.sst";

    static List<Arguments> readFailures() {
        return table(CorruptStoreException.class, StorageFailedException.class);
    }

    @ParameterizedTest
    @MethodSource("readFailures")
    void aReadReportsDamageAndElseFails(RocksDBException e, Class<? extends StorageException> expected) {
        assertTranslated(RocksDbErrors.reading(e), e, expected);
    }

    static List<Arguments> writeFailures() {
        List<Arguments> table = table(StorageFailedException.class, StorageFailedException.class);
        table.add(Arguments.of(exception(Code.IOError, SubCode.NoSpace, LOG_FULL), StorageFailedException.class));
        table.add(Arguments.of(exception(Code.IOError, SubCode.NoSpace, TABLE_FULL), WriteRefusedException.class));
        return table;
    }

    @ParameterizedTest
    @MethodSource("writeFailures")
    void aWriteFailsUnlessItNeverReachedTheLog(RocksDBException e, Class<? extends StorageException> expected) {
        assertTranslated(RocksDbErrors.writing(e), e, expected);
    }

    static List<Arguments> openFailures() {
        List<Arguments> table = table(CorruptStoreException.class, StoreUnusableException.class);
        table.add(Arguments.of(exception(Code.IOError, SubCode.NoSpace, TABLE_FULL), StoreUnusableException.class));
        return table;
    }

    @ParameterizedTest
    @MethodSource("openFailures")
    void openingReportsDamageAndElseThatTheStoreIsUnusable(
            RocksDBException e, Class<? extends StorageException> expected, @TempDir Path directory) {
        assertTranslated(RocksDbErrors.opening(e, new DataDirectory(directory)), e, expected);
    }

    @Test
    void openingReportsALockHeldByAnother(@TempDir Path directory) {
        RocksDBException e = exception(Code.IOError, SubCode.None, LOCKED);

        assertThat(RocksDbErrors.opening(e, new DataDirectory(directory)))
                .isInstanceOf(StoreLockedException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(LOCKED);
    }

    /** Every status code; corruption becomes the first type, the rest the second. */
    private static List<Arguments> table(
            Class<? extends StorageException> corrupt, Class<? extends StorageException> other) {
        List<Arguments> table = new ArrayList<>();
        for (Code code : Code.values()) {
            table.add(Arguments.of(exception(code, SubCode.None, CHECKSUM), code == Code.Corruption ? corrupt : other));
        }
        table.add(Arguments.of(new RocksDBException("no status"), other));
        return table;
    }

    private static void assertTranslated(
            StorageException actual, RocksDBException original, Class<? extends StorageException> expected) {
        assertThat(actual)
                .isExactlyInstanceOf(expected)
                .hasCause(original)
                .hasMessageContaining("backend=rocksdb")
                .hasMessageContaining(original.getMessage());
    }

    private static RocksDBException exception(Code code, SubCode subCode, String state) {
        return new RocksDBException(state, new Status(code, subCode, state));
    }
}

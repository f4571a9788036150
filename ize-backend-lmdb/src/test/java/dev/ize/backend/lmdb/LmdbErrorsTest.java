package dev.ize.backend.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.LmdbNativeException.ConstantDerivedException;
import org.lmdbjava.LmdbNativeException.PageCorruptedException;
import org.lmdbjava.LmdbNativeException.PageFullException;
import org.lmdbjava.LmdbNativeException.PageNotFoundException;
import org.lmdbjava.LmdbNativeException.PanicException;
import org.lmdbjava.Txn;

/** The translation, as tables; what a real engine does with them is shown elsewhere. */
final class LmdbErrorsTest {
    private static final int EIO = 5;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    static Stream<Arguments> writing() {
        return Stream.of(
                // failure, known to be aborted, disk is full, what crosses the seam
                Arguments.of(errno(ENOSPC), true, false, WriteRefusedException.class),
                Arguments.of(errno(ENOSPC), false, false, StorageFailedException.class),
                Arguments.of(errno(EDQUOT), true, false, WriteRefusedException.class),
                Arguments.of(errno(EIO), true, true, WriteRefusedException.class),
                Arguments.of(errno(EIO), true, false, StorageFailedException.class),
                Arguments.of(errno(EIO), false, true, StorageFailedException.class),
                Arguments.of(errno(EACCES), true, true, StorageFailedException.class),
                Arguments.of(lmdb(Txn.TxFullException.class), true, false, WriteRefusedException.class),
                Arguments.of(lmdb(Txn.TxFullException.class), false, false, StorageFailedException.class),
                Arguments.of(lmdb(PageCorruptedException.class), true, false, CorruptStoreException.class),
                Arguments.of(lmdb(PageNotFoundException.class), true, false, CorruptStoreException.class),
                Arguments.of(lmdb(PanicException.class), false, false, StorageFailedException.class),
                Arguments.of(lmdb(PageFullException.class), true, false, StorageFailedException.class),
                Arguments.of(lmdb(Cursor.FullException.class), true, false, StorageFailedException.class),
                Arguments.of(lmdb(Dbi.BadValueSizeException.class), true, false, StorageFailedException.class),
                Arguments.of(lmdb(Txn.BadException.class), true, false, StorageFailedException.class),
                Arguments.of(
                        new IllegalArgumentException("Unknown result code 9"),
                        true,
                        true,
                        StorageFailedException.class),
                Arguments.of(new WriteConflictException("as it is"), true, false, WriteConflictException.class));
    }

    @ParameterizedTest
    @MethodSource("writing")
    void failureOfAWrite(
            RuntimeException failure, boolean aborted, boolean diskIsFull, Class<? extends StorageException> expected) {
        StorageException translated = LmdbErrors.writing(failure, aborted, diskIsFull);

        assertTranslated(translated, failure, expected);
    }

    static Stream<Arguments> reading() {
        return Stream.of(
                Arguments.of(lmdb(PageCorruptedException.class), CorruptStoreException.class),
                Arguments.of(lmdb(PageNotFoundException.class), CorruptStoreException.class),
                Arguments.of(lmdb(Env.ReadersFullException.class), StorageFailedException.class),
                Arguments.of(lmdb(Txn.BadReaderLockException.class), StorageFailedException.class),
                Arguments.of(lmdb(PanicException.class), StorageFailedException.class),
                Arguments.of(errno(EIO), StorageFailedException.class),
                Arguments.of(new ArithmeticException("integer overflow"), StorageFailedException.class));
    }

    @ParameterizedTest
    @MethodSource("reading")
    void failureOfARead(RuntimeException failure, Class<? extends StorageException> expected) {
        StorageException translated = LmdbErrors.reading(failure);

        assertTranslated(translated, failure, expected);
    }

    static Stream<Arguments> opening() {
        return Stream.of(
                Arguments.of(lmdb(Env.FileInvalidException.class), CorruptStoreException.class),
                Arguments.of(lmdb(PageCorruptedException.class), CorruptStoreException.class),
                Arguments.of(lmdb(Env.VersionMismatchException.class), StoreUnusableException.class),
                Arguments.of(errno(EACCES), StoreUnusableException.class),
                Arguments.of(errno(ENOSPC), StoreUnusableException.class),
                Arguments.of(errno(ENOMEM), StoreUnusableException.class),
                Arguments.of(new CorruptStoreException("as it is", null), CorruptStoreException.class));
    }

    @ParameterizedTest
    @MethodSource("opening")
    void failureOfAnOpen(RuntimeException failure, Class<? extends StorageException> expected) {
        StorageException translated = LmdbErrors.opening(failure, Path.of("the-store"));

        assertTranslated(translated, failure, expected);
        if (translated != failure) {
            assertThat(translated).hasMessageContaining("the-store");
        }
    }

    @Test
    void onlyOneErrorMeansTooLittleAddressSpace() {
        assertThat(LmdbErrors.isOutOfMemory(errno(ENOMEM))).isTrue();
        assertThat(LmdbErrors.isOutOfMemory(errno(EIO))).isFalse();
        assertThat(LmdbErrors.isOutOfMemory(lmdb(Env.MapFullException.class))).isFalse();
    }

    private static void assertTranslated(
            StorageException translated, RuntimeException failure, Class<? extends StorageException> expected) {
        assertThat(translated).isInstanceOf(expected);
        if (translated != failure) {
            assertThat(translated).hasCause(failure);
        }
    }

    private static RuntimeException errno(int number) {
        return make(
                ConstantDerivedException.class, new Class<?>[] {int.class, String.class}, number, "errno " + number);
    }

    private static RuntimeException lmdb(Class<? extends LmdbNativeException> type) {
        return make(type, new Class<?>[0]);
    }

    /** lmdbjava lets nobody else make its exceptions. */
    private static RuntimeException make(
            Class<? extends LmdbNativeException> type, Class<?>[] parameters, Object... arguments) {
        try {
            Constructor<? extends LmdbNativeException> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

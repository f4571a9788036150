package dev.ize.backend.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTranslationTest {
    static Stream<Arguments> translations() {
        return Stream.of(
                arguments(mvstore(DataUtils.ERROR_FILE_CORRUPT), CorruptStoreException.class),
                arguments(mvstore(DataUtils.ERROR_CHUNK_NOT_FOUND), CorruptStoreException.class),
                arguments(mvstore(DataUtils.ERROR_BLOCK_NOT_FOUND), CorruptStoreException.class),
                arguments(mvstore(DataUtils.ERROR_SERIALIZATION), CorruptStoreException.class),
                arguments(reading(new EOFException()), CorruptStoreException.class),
                arguments(reading(new IOException("Input/output error")), StorageFailedException.class),
                arguments(mvstore(DataUtils.ERROR_WRITING_FAILED), StorageFailedException.class),
                arguments(mvstore(DataUtils.ERROR_INTERNAL), StorageFailedException.class),
                arguments(mvstore(DataUtils.ERROR_CLOSED), StorageFailedException.class),
                arguments(mvstore(DataUtils.ERROR_UNSUPPORTED_FORMAT), StoreUnusableException.class),
                arguments(mvstore(12345), StorageFailedException.class),
                arguments(new OutOfMemoryError(), StorageFailedException.class),
                arguments(new IllegalStateException(), StorageFailedException.class),
                arguments(new IndexOutOfBoundsException(), StorageFailedException.class));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void whatMvStoreThrowsIsTranslatedWithTheOriginalAsCause(
            Throwable original, Class<? extends StorageException> translated) {
        StorageException translation = FailureTranslation.translate("Reading", original);

        assertThat(translation).isExactlyInstanceOf(translated).hasCause(original);
        assertThat(translation).hasMessageContaining("backend=mvstore");
    }

    @Test
    void whatIsTranslatedAlreadyStaysAsItIs() {
        WriteRefusedException refused = new WriteRefusedException("The disk is full.", null);

        assertThat(FailureTranslation.translate("Writing", refused)).isSameAs(refused);
    }

    private static MVStoreException mvstore(int code) {
        return new MVStoreException(code, "message");
    }

    private static MVStoreException reading(IOException cause) {
        MVStoreException failure = mvstore(DataUtils.ERROR_READING_FAILED);
        failure.initCause(cause);
        return failure;
    }
}

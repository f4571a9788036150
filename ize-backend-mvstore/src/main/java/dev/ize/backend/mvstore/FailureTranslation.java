package dev.ize.backend.mvstore;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import java.io.EOFException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** What MVStore throws, in terms of the seam; the original is always the cause. */
final class FailureTranslation {
    private FailureTranslation() {}

    static StorageException translate(String action, Throwable cause) {
        if (cause instanceof StorageException translated) {
            return translated;
        }
        if (cause instanceof MVStoreException failure) {
            return translate(action, failure);
        }
        return failed(action, cause);
    }

    /** The engine cannot go on after this, and whether a write took place is unknown. */
    static StorageFailedException failed(String action, Throwable cause) {
        return new StorageFailedException(
                action + " failed; close the storage and open it again. backend=" + MvStoreOptions.BACKEND, cause);
    }

    private static StorageException translate(String action, MVStoreException failure) {
        return switch (failure.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND,
                    DataUtils.ERROR_SERIALIZATION -> damaged(action, failure);
            case DataUtils.ERROR_READING_FAILED ->
                failure.getCause() instanceof EOFException ? damaged(action, failure) : failed(action, failure);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new StoreUnusableException(
                        "The data file has a format that this version of MVStore does not know. backend="
                                + MvStoreOptions.BACKEND,
                        failure);
            default -> failed(action, failure);
        };
    }

    private static CorruptStoreException damaged(String action, MVStoreException failure) {
        return new CorruptStoreException(
                action + " met damage in the data file. backend=" + MvStoreOptions.BACKEND, failure);
    }
}

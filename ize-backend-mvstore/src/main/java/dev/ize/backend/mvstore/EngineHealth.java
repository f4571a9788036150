package dev.ize.backend.mvstore;

import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Whether an engine may go on: after the first failure with an unknown outcome it refuses everything.
 *
 * <p><i>Threads:</i> any.
 */
final class EngineHealth {
    private volatile @Nullable StorageFailedException fatal;

    /** @throws StorageFailedException if the engine has failed before */
    void check() {
        StorageFailedException failed = fatal;
        if (failed != null) {
            throw new StorageFailedException("The engine failed before; close the storage and open it again.", failed);
        }
    }

    boolean hasFailed() {
        return fatal != null;
    }

    /** The exception to throw for what MVStore threw; notes it if it ends the engine. */
    StorageException failure(String action, Throwable cause) {
        StorageException translated = FailureTranslation.translate(action, cause);
        if (translated instanceof StorageFailedException failed && fatal == null) {
            fatal = failed;
        }
        return translated;
    }

    /** Like {@link #failure}, for a call whose outcome is unknown whatever the cause. */
    StorageFailedException fatal(String action, Throwable cause) {
        StorageFailedException failed = FailureTranslation.failed(action, cause);
        if (fatal == null) {
            fatal = failed;
        }
        return failed;
    }
}

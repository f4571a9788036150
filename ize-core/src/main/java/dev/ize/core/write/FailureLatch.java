package dev.ize.core.write;

import dev.ize.spi.StorageFailedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first failure with an unknown outcome, after which nothing works until the store is opened again.
 *
 * <p><i>Threads:</i> any may ask for the failure that there was, and note one that a read met; {@link #fail} is the
 * writer's.
 */
final class FailureLatch {
    private final Consumer<StorageFailedException> onFirst;
    private volatile @Nullable StorageFailedException failure;

    /**
     * @param onFirst told of the first failure, with an exception for callers
     */
    FailureLatch(Consumer<StorageFailedException> onFirst) {
        this.onFirst = onFirst;
    }

    @Nullable
    StorageFailedException failure() {
        return failure;
    }

    /** Keeps a failure that a read met, unless there was one before; gives the one that counts. */
    synchronized StorageFailedException note(Throwable cause) {
        StorageFailedException known = failure;
        if (known == null) {
            known = cause instanceof StorageFailedException own
                    ? own
                    : new StorageFailedException(
                            "A read failed; close the storage and open it again. cause=" + cause, cause);
            failure = known;
        }
        return known;
    }

    /** Keeps a failure unless there was one before; gives the one that counts. */
    synchronized StorageFailedException fail(Throwable cause) {
        StorageFailedException known = failure;
        if (known != null) {
            return known;
        }
        StorageFailedException first = cause instanceof StorageFailedException own
                ? own
                : new StorageFailedException(
                        "A write failed and its outcome is unknown; close the storage and open it again.", cause);
        failure = first;
        onFirst.accept(refusal(first));
        return first;
    }

    /** Each caller gets an exception of its own, since each adds to its stack. */
    static StorageFailedException refusal(StorageFailedException reason) {
        return new StorageFailedException(String.valueOf(reason.getMessage()), reason);
    }
}

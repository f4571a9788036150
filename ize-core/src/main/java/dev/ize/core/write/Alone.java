package dev.ize.core.write;

import dev.ize.spi.RetryableException;
import dev.ize.spi.StorageFailedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Work on the engine as a whole that the writer's thread does by itself, between two groups. */
final class Alone<R> {
    private final Supplier<R> work;
    private final CompletableFuture<R> future = new CompletableFuture<>();

    Alone(Supplier<R> work) {
        this.work = work;
    }

    void run(FailureLatch latch) {
        StorageFailedException known = latch.failure();
        if (known != null) {
            future.completeExceptionally(FailureLatch.refusal(known));
            return;
        }
        try {
            future.complete(work.get());
        } catch (RetryableException e) {
            future.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(FailureLatch.refusal(latch.fail(e)));
        }
    }

    /** Waits for the outcome, whatever interrupts. */
    R await() {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}

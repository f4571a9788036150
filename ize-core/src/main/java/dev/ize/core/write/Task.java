package dev.ize.core.write;

import dev.ize.spi.Durability;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something for the writer's thread to do in its turn.
 *
 * <p>{@link #prepare} checks and writes into an overlay, and may be called again when the group that it was in
 * was refused, after {@link #refused}; {@link #committed} runs once, after the batch is written and before the
 * caller goes on.
 *
 * @param <R> what the caller gets
 */
public abstract class Task<R> {
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final Durability durability;
    private final @Nullable BranchState branch;
    private @Nullable R result;

    /**
     * @param durability of the batch that it is in, at least
     * @param branch the branch whose turn this waits for; null: none
     */
    protected Task(Durability durability, @Nullable BranchState branch) {
        this.durability = durability;
        this.branch = branch;
    }

    /** Checks and writes; what it throws goes to the caller, and what it wrote is dropped. */
    protected abstract R prepare(Turn turn);

    /** Makes the outcome visible in memory; what it throws stops the storage. */
    protected void committed(R outcome) {}

    /** Takes back what {@link #prepare} did beside writing: its group was refused, and it may be prepared again. */
    protected void refused() {}

    /** The holder of its branch that this task belongs to, if any. */
    protected @Nullable Object owner() {
        return null;
    }

    final @Nullable BranchState branch() {
        return branch;
    }

    final Durability durability() {
        return durability;
    }

    final void prepareIn(Turn turn) {
        result = prepare(turn);
    }

    @SuppressWarnings("NullAway") // prepareIn has run: the group is written
    final void publish() {
        committed(result);
    }

    @SuppressWarnings("NullAway") // prepareIn has run: the group is written
    final void complete() {
        future.complete(result);
    }

    final void fail(Throwable cause) {
        future.completeExceptionally(cause);
    }

    /** Waits for the outcome, whatever interrupts; an interrupt is kept for the thread to notice. */
    final R await() {
        try {
            return future.join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}

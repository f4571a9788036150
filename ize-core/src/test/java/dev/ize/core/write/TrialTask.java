package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Durability;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task that does what a test wants of it, and says what became of it without waiting. */
final class TrialTask extends Task<String> {
    private final Function<Turn, String> work;
    private final @Nullable Object owner;
    private Consumer<String> whenCommitted = outcome -> {};
    private int refusals;

    private TrialTask(
            Durability durability, @Nullable BranchState branch, @Nullable Object owner, Function<Turn, String> work) {
        super(durability, branch);
        this.owner = owner;
        this.work = work;
    }

    /** A task that waits for its branch's turn, unless its owner holds that. */
    static TrialTask on(@Nullable BranchState branch, @Nullable Object owner) {
        return new TrialTask(Durability.BUFFERED, branch, owner, turn -> "done");
    }

    static TrialTask doing(Durability durability, Function<Turn, String> work) {
        return new TrialTask(durability, null, null, work);
    }

    /** A task that writes a key and a value, which together have so many bytes. */
    static TrialTask writing(String key, int bytes) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return doing(Durability.BUFFERED, turn -> {
            turn.overlay().put(Keyspaces.META, keyBytes, new byte[bytes - keyBytes.length]);
            return key;
        });
    }

    TrialTask whenCommitted(Consumer<String> action) {
        whenCommitted = action;
        return this;
    }

    /** How often it was told that its group was refused. */
    int refusals() {
        return refusals;
    }

    @Override
    protected String prepare(Turn turn) {
        return work.apply(turn);
    }

    @Override
    protected void committed(String outcome) {
        whenCommitted.accept(outcome);
    }

    @Override
    protected void refused() {
        refusals++;
    }

    @Override
    protected @Nullable Object owner() {
        return owner;
    }

    /** What the caller of a task is thrown. */
    static @Nullable Throwable failure(Task<?> task) {
        // Does nothing where the task has ended; where it was lost, nobody waits for it for ever.
        task.fail(new AssertionError("The task has not ended"));
        return catchThrowable(task::await);
    }

    static void assertDone(Task<?>... tasks) {
        for (Task<?> task : tasks) {
            assertThat(failure(task)).isNull();
        }
    }
}

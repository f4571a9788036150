package dev.ize.core.write;

import static dev.ize.core.write.TrialTask.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.WriteRefusedException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldBranchesTest {
    private final WriteRefusedException reason = new WriteRefusedException("The disk is full", null);

    private final List<Unwinding> resumed = new ArrayList<>();
    private final HeldBranches held = new HeldBranches(resumed::add);
    private final BranchState main = branch(1);
    private final BranchState side = branch(2);
    private final Object owner = new Object();

    private static BranchState branch(long id) {
        return new BranchState(
                id,
                new BranchRecord(0, 0, 0, Instant.EPOCH, false, "branch " + id),
                Lineage.ofRoot(id),
                new BranchState.Head(0, Chain.START));
    }

    /** A task that waits for a branch that is held. */
    private Task<?> waiting(BranchState branch) {
        Task<?> task = TrialTask.on(branch, null);
        assertThat(held.takeIfHeld(task)).isTrue();
        return task;
    }

    private Deque<Task<?>> ready(Task<?>... tasks) {
        Deque<Task<?>> ready = new ArrayDeque<>(List.of(tasks));
        held.giveBack(ready);
        return ready;
    }

    @Test
    void branchIsHeldAgainstAllButItsOwner() {
        held.hold(main, owner);

        assertThat(held.takeIfHeld(TrialTask.on(main, owner))).isFalse();
        assertThat(held.takeIfHeld(TrialTask.on(side, null))).isFalse();
        assertThat(held.takeIfHeld(TrialTask.on(null, null))).isFalse();
        assertThat(held.takeIfHeld(TrialTask.on(main, new Object()))).isTrue();
    }

    @Test
    void whatWaitedComesBeforeWhatHasNotHadItsTurn() {
        held.hold(main, owner);
        Task<?> first = waiting(main);
        Task<?> second = waiting(main);
        Task<?> later = TrialTask.on(null, null);
        assertThat(ready(later)).containsExactly(later);

        held.release(main);

        assertThat(ready(later)).containsExactly(first, second, later);
        assertThat(ready(later)).containsExactly(later);
        assertThat(held.takeIfHeld(first)).isFalse();
    }

    @Test
    void closingFailsWhatWaitsAndWhatWouldWait() {
        held.hold(main, owner);
        held.hold(side, owner);
        Task<?> freed = waiting(side);
        Task<?> still = waiting(main);
        held.release(side);
        assertThat(held.isClosing()).isFalse();

        held.close();

        assertThat(held.isClosing()).isTrue();
        for (Task<?> task : List.of(freed, still, waiting(main))) {
            assertThat(failure(task)).isInstanceOf(StorageClosedException.class);
        }
        held.release(main);
        assertThat(ready()).isEmpty();
    }

    @Test
    void whatFailedIsNotGivenBackAndWhatComesLaterWaits() {
        held.hold(main, owner);
        held.hold(side, owner);
        Task<?> freed = waiting(side);
        Task<?> failed = waiting(main);
        held.release(side);

        held.failAll(reason);

        Task<?> later = waiting(main);
        held.release(main);
        assertThat(failure(freed)).isSameAs(reason);
        assertThat(failure(failed)).isSameAs(reason);
        assertThat(ready()).containsExactly(later);
    }

    @Test
    void pausedRemovalIsResumedOnceItsBranchIsWantedAgain() {
        Unwinding unwinding = Unwinding.ofStage(null, main, 1);
        held.hold(main, unwinding);
        held.hold(side, owner);
        Task<?> failed = waiting(main);
        Task<?> ofSide = waiting(side);

        held.pause(unwinding, reason);

        assertThat(failure(failed)).isSameAs(reason);
        waiting(side);
        assertThat(resumed).isEmpty();
        Task<?> second = waiting(main);
        Task<?> third = waiting(main);
        assertThat(resumed).containsExactly(unwinding);
        held.release(main);
        held.release(side);
        assertThat(ready()).hasSize(4).startsWith(second, third, ofSide);
    }
}

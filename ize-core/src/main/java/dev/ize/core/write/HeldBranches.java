package dev.ize.core.write;

import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The branches that a stage, or the removal of one, holds against other changes, and the tasks that wait for them.
 * Belongs to the writer's thread.
 */
final class HeldBranches {
    private final Consumer<Unwinding> resume;
    private final Set<BranchState> held = new HashSet<>();
    private final Map<BranchState, Unwinding> paused = new HashMap<>();
    private final Deque<Task<?>> freed = new ArrayDeque<>();
    private boolean closing;

    /**
     * @param resume takes a removal that was paused when its branch is wanted again
     */
    HeldBranches(Consumer<Unwinding> resume) {
        this.resume = resume;
    }

    void hold(BranchState branch, Object owner) {
        branch.hold(owner);
        held.add(branch);
    }

    /** Lets a branch go on with what waited for it. */
    void release(BranchState branch) {
        freed.addAll(branch.release());
    }

    /** Takes a task that must wait for its branch, or fails it where nothing waits any more; false: it may run. */
    boolean takeIfHeld(Task<?> task) {
        BranchState branch = task.branch();
        if (branch == null || !branch.isHeldAgainst(task.owner())) {
            return false;
        }
        if (closing) {
            task.fail(new StorageClosedException("The storage is closed."));
        } else {
            branch.waiting().addLast(task);
            Unwinding unwinding = paused.remove(branch);
            if (unwinding != null) {
                resume.accept(unwinding);
            }
        }
        return true;
    }

    /** Puts tasks that a released branch has freed before those that have not had their turn. */
    void giveBack(Deque<Task<?>> ready) {
        while (!freed.isEmpty()) {
            ready.addFirst(freed.removeLast());
        }
    }

    /**
     * Nothing that anyone reads depends on the rest: it is tried when the branch is next wanted, or at open. Damage
     * there must not keep the other branches from being used.
     */
    void pause(Unwinding unwinding, StorageException reason) {
        paused.put(unwinding.branch(), unwinding);
        failWaiting(unwinding.branch(), reason);
    }

    /** Fails all that waits, and from now on what would wait. */
    void close() {
        closing = true;
        failAll(new StorageClosedException("The storage is closed."));
    }

    boolean isClosing() {
        return closing;
    }

    /** Fails all that waits. */
    void failAll(StorageException reason) {
        freed.forEach(task -> task.fail(reason));
        freed.clear();
        held.forEach(branch -> failWaiting(branch, reason));
    }

    private static void failWaiting(BranchState branch, StorageException reason) {
        branch.waiting().forEach(task -> task.fail(reason));
        branch.waiting().clear();
    }
}

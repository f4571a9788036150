package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Change.HeadIs;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Ways to apply changes wrongly. */
final class WrongChanges {
    private WrongChanges() {}

    /** How a change is applied. */
    private interface Applying {
        Object apply(StorageCall call, Branch branch, Change change) throws Throwable;
    }

    private static Alteration applying(Applying applying) {
        return call -> call.is("Branch.apply")
                ? applying.apply(call, call.target(Branch.class), call.argument(0, Change.class))
                : call.proceed();
    }

    /** A file is refused whose directory the same change makes. */
    static AlteredProvider checkingAgainstTheTreeBefore() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            View head = branch.head();
            for (int i = 0; i < change.operations().size(); i++) {
                StorePath path = change.operations().get(i).path();
                if (path.parent().isPresent() && head.find(path.parent().get()).isEmpty()) {
                    throw new ChangeRefusedException(Reason.NOT_FOUND, path, i, "There is no such directory.");
                }
            }
            return call.proceed();
        }));
    }

    static AlteredProvider keepingWhatCameBeforeAFailure() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            try {
                return call.proceed();
            } catch (ChangeRefusedException e) {
                ChangedOperations.applied(branch, change, change.operations().subList(0, e.operationIndex()));
                throw e;
            }
        }));
    }

    static AlteredProvider givingUpAfterARefusal() {
        return AlteredProvider.altering(() -> {
            AtomicBoolean failed = new AtomicBoolean();
            return applying((call, branch, change) -> {
                if (failed.get()) {
                    throw new StorageFailedException("A change failed; open the store again", null);
                }
                try {
                    return call.proceed();
                } catch (ChangeRefusedException e) {
                    failed.set(true);
                    throw e;
                }
            });
        });
    }

    /** As if both had been committed in one group, which was refused. */
    static AlteredProvider refusingNeighbours() {
        return AlteredProvider.altering(() -> {
            AtomicReference<ChangeRefusedException> refusal = new AtomicReference<>();
            return applying((call, branch, change) -> {
                ChangeRefusedException neighbours = refusal.getAndSet(null);
                if (neighbours != null) {
                    throw neighbours;
                }
                try {
                    return call.proceed();
                } catch (ChangeRefusedException e) {
                    refusal.set(e);
                    throw e;
                }
            });
        });
    }

    static AlteredProvider ignoringTheExpectedHead() {
        return keepingPreconditions(precondition -> !(precondition instanceof HeadIs));
    }

    static AlteredProvider ignoringOtherPreconditions() {
        return keepingPreconditions(HeadIs.class::isInstance);
    }

    private static AlteredProvider keepingPreconditions(Predicate<Change.Precondition> kept) {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> call.proceed(new Change(
                change.author(),
                change.message(),
                change.session(),
                change.preconditions().stream().filter(kept).toList(),
                change.operations()))));
    }

    static AlteredProvider applyingAChangeOnce() {
        return AlteredProvider.altering(() -> {
            IdentityHashMap<Change, Object> answers = new IdentityHashMap<>();
            return applying((call, branch, change) -> {
                Object known = answers.get(change);
                if (known != null) {
                    return known;
                }
                Object answer = call.proceed();
                answers.put(change, answer);
                return answer;
            });
        });
    }

    static AlteredProvider splittingLongChanges() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            List<Operation> operations = change.operations();
            if (operations.size() <= 1000) {
                return call.proceed();
            }
            branch.apply(ChangedOperations.with(change, operations.subList(0, 1000)));
            return branch.apply(ChangedOperations.with(change, operations.subList(1000, operations.size())));
        }));
    }

    static AlteredProvider applyingStepByStep() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            AppliedChange last = null;
            for (Operation operation : change.operations()) {
                last = branch.apply(ChangedOperations.with(change, List.of(operation)));
                Thread.sleep(1);
            }
            return last;
        }));
    }

    /** Changes to any branch are changes to the main one. */
    static AlteredProvider writingToTheMainBranch() {
        return AlteredProvider.altering(() ->
                applying((call, branch, change) -> call.storage().mainBranch().apply(change)));
    }

    static AlteredProvider restoringContentAlone() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            List<Operation> operations = new ArrayList<>();
            for (Operation operation : change.operations()) {
                if (operation instanceof Operation.Restore restore
                        && WrongTrees.isFile(branch.head(), restore.path())) {
                    operations.add(new Operation.ReplaceContent(
                            restore.path(),
                            WrongTrees.copyOf(branch.at(restore.point()), restore.source()),
                            java.util.Optional.empty()));
                } else if (!(operation instanceof Operation.Restore)) {
                    operations.add(operation);
                }
            }
            return ChangedOperations.applied(branch, change, operations);
        }));
    }

    /** What is not there at the point stays. */
    static AlteredProvider restoringWithoutRemoving() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> change.operations()
                                        .get(0)
                                instanceof Operation.Restore restore
                        && restore.point().branch().equals(branch.id())
                        && branch.at(restore.point()).find(restore.source()).isEmpty()
                ? ChangedOperations.nothing(branch)
                : call.proceed()));
    }

    static AlteredProvider recordingEmptyRestores() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            AppliedChange applied = (AppliedChange) call.proceed();
            return applied.operations() == 0 ? new AppliedChange(applied.point(), applied.effectiveTime(), 1) : applied;
        }));
    }

    static AlteredProvider overlookingUnknownPoints() {
        return AlteredProvider.altering(() -> applying((call, branch, change) -> {
            try {
                return call.proceed();
            } catch (NoSuchPointException e) {
                return ChangedOperations.nothing(branch);
            }
        }));
    }
}

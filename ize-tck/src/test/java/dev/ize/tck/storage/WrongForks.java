package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LogPage;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageException;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Ways to fork branches and to keep snapshots wrongly. */
final class WrongForks {
    private static final String FORK = "FileSystemStorage.fork";
    private static final String SNAPSHOT = "FileSystemStorage.createSnapshot";
    private static final String DELETE = "FileSystemStorage.deleteBranch";
    private static final int DEEP = 16;

    private WrongForks() {}

    static AlteredProvider startingWithTwoBranches() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            if (storage.branches().size() == 1 && storage.statistics().operations() == 0) {
                storage.fork("work", storage.mainBranch().head());
            }
            return storage;
        });
    }

    static AlteredProvider leakingIntoItsParent() {
        return Answers.distorted("Branch.apply", (call, answer) -> {
            Branch branch = call.target(Branch.class);
            parentOf(call.storage(), branch.id())
                    .flatMap(parent -> named(call.storage(), parent.branch()))
                    .ifPresent(parent -> tryTo(parent, call.argument(0, Change.class)));
            return answer;
        });
    }

    private static void tryTo(Branch branch, Change change) {
        try {
            AppliedChange applied = branch.apply(change);
            assert applied.operations() > 0;
        } catch (StorageException e) {
            // What does not fit there does not leak.
        }
    }

    static AlteredProvider followingItsParent() {
        return Answers.replaced("Branch.head", call -> {
            Branch branch = call.target(Branch.class);
            View head = (View) call.proceed();
            Optional<Point> from = parentOf(call.storage(), branch.id());
            boolean isUntouched =
                    from.isPresent() && head.point().sequence() == from.get().sequence();
            return isUntouched
                    ? named(call.storage(), from.get().branch())
                            .map(Branch::head)
                            .orElse(head)
                    : head;
        });
    }

    private static Optional<Point> parentOf(FileSystemStorage storage, BranchId branch) {
        return storage.branches().stream()
                .filter(description -> description.id().equals(branch))
                .findFirst()
                .flatMap(BranchDescription::forkedFrom);
    }

    private static Optional<Branch> named(FileSystemStorage storage, BranchId branch) {
        return storage.branches().stream()
                .filter(description -> description.id().equals(branch))
                .findFirst()
                .map(description -> storage.branch(description.name()));
    }

    static AlteredProvider forkingAtTheHead() {
        return Answers.replaced(
                FORK,
                call -> call.proceed(
                        call.arguments()[0],
                        named(
                                        call.storage(),
                                        call.argument(1, View.class).point().branch())
                                .map(Branch::head)
                                .orElse(call.argument(1, View.class))));
    }

    /** What main has lost since a fork of it is missing from the forks of that fork. */
    static AlteredProvider readingItsGrandparentsHead() {
        return Answers.distorted("View.walk", (call, answer) -> {
            List<Point> from =
                    lineage(call.storage(), call.target(View.class).point().branch());
            if (from.size() < 2) {
                return answer;
            }
            Branch main = call.storage().mainBranch();
            View then = main.at(from.get(from.size() - 1));
            View now = main.head();
            return ((Stream<?>) answer).filter(entry -> !isLost((Entry) entry, then, now));
        });
    }

    private static boolean isLost(Entry entry, View then, View now) {
        return then.findNode(entry.node().id()).isPresent()
                && now.findNode(entry.node().id()).isEmpty();
    }

    /** Where a branch was forked, and its parent, and so on. */
    private static List<Point> lineage(FileSystemStorage storage, BranchId branch) {
        List<Point> points = new ArrayList<>();
        Optional<Point> from = parentOf(storage, branch);
        while (from.isPresent()) {
            points.add(from.get());
            from = parentOf(storage, from.get().branch());
        }
        return points;
    }

    static AlteredProvider refusingDeepLineages() {
        return Answers.replaced(FORK, call -> {
            BranchId from = call.argument(1, View.class).point().branch();
            if (lineage(call.storage(), from).size() >= DEEP) {
                throw new IllegalStateException("The lineage is too deep");
            }
            return call.proceed();
        });
    }

    static AlteredProvider roundingToTheEndOfAChange() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (PointInsideChangeException e) {
                Object[] arguments = call.arguments().clone();
                arguments[1] = call.storage().mainBranch().at(e.after());
                return call.proceed(arguments);
            }
        });
    }

    static AlteredProvider listingWithoutRegardToCase() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return call.is("FileSystemStorage.branches", "FileSystemStorage.snapshots")
                    ? ((List<?>) answer)
                            .stream()
                                    .sorted(Comparator.comparing(WrongForks::nameWithoutCase))
                                    .toList()
                    : answer;
        });
    }

    private static String nameWithoutCase(Object described) {
        String name = described instanceof BranchDescription branch ? branch.name() : ((Snapshot) described).name();
        return name.toLowerCase(Locale.ROOT);
    }

    static AlteredProvider takingAnyName() {
        return Answers.replaced(FORK, call -> {
            try {
                return call.proceed();
            } catch (InvalidNameException e) {
                byte[] name = call.argument(0, String.class).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                return call.proceed("x" + HexFormat.of().formatHex(name), call.arguments()[1]);
            }
        });
    }

    static AlteredProvider givingNamesTwice() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (NameTakenException e) {
                if (!call.is(FORK, SNAPSHOT)) {
                    throw e;
                }
                Object[] arguments = call.arguments().clone();
                arguments[0] += "~";
                return call.proceed(arguments);
            }
        });
    }

    static AlteredProvider answeringForDeletedBranches() {
        return Answers.replaced("Branch.log", call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                return new LogPage<>(List.of(), Optional.empty());
            }
        });
    }

    static AlteredProvider seemingToDeleteAnyBranch() {
        return Answers.replaced(DELETE, call -> {
            try {
                return call.proceed();
            } catch (NotFoundException | IllegalArgumentException e) {
                return null;
            }
        });
    }

    static AlteredProvider deletingForksWithTheirParent() {
        return Answers.replaced(DELETE, call -> {
            FileSystemStorage storage = call.storage();
            BranchId parent = storage.branch(call.argument(0, String.class)).id();
            storage.branches().stream()
                    .filter(branch -> branch.forkedFrom()
                            .filter(point -> point.branch().equals(parent))
                            .isPresent())
                    .forEach(branch -> storage.deleteBranch(branch.name()));
            return call.proceed();
        });
    }

    static AlteredProvider deletingSnapshotsWithTheirBranch() {
        return Answers.replaced(DELETE, call -> {
            FileSystemStorage storage = call.storage();
            BranchId deleted = storage.branch(call.argument(0, String.class)).id();
            storage.snapshots().stream()
                    .filter(snapshot -> snapshot.point().branch().equals(deleted))
                    .forEach(snapshot -> storage.deleteSnapshot(snapshot.name()));
            return call.proceed();
        });
    }

    static AlteredProvider forkingViewsOfOtherStores() {
        return Answers.replaced(FORK, call -> {
            try {
                return call.proceed();
            } catch (IllegalArgumentException e) {
                return call.proceed(
                        call.arguments()[0], call.storage().mainBranch().head());
            }
        });
    }

    static AlteredProvider aliasingTheHead() {
        return Answers.distorted(
                "FileSystemStorage.atSnapshot",
                (call, answer) -> named(call.storage(), ((View) answer).point().branch())
                        .map(Branch::head)
                        .orElse((View) answer));
    }

    static AlteredProvider forgettingMessages() {
        return Answers.distorted(
                "FileSystemStorage.findSnapshot",
                (call, answer) -> ((Optional<?>) answer)
                        .map(Snapshot.class::cast)
                        .map(snapshot -> new Snapshot(snapshot.name(), snapshot.point(), snapshot.createdAt(), "")));
    }

    static AlteredProvider removingWhatASnapshotShowed() {
        return Answers.distorted("FileSystemStorage.deleteSnapshot", (call, answer) -> {
            KeepRules newest = KeepRules.builder().keepLast(1).build();
            call.storage().prune(newest, RemovalMode.REMOVE, Progress.NONE);
            return answer;
        });
    }
}

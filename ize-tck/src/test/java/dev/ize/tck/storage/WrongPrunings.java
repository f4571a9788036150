package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LogPage;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ways to prune wrongly. */
final class WrongPrunings {
    private static final String PRUNE = "FileSystemStorage.prune";

    private WrongPrunings() {}

    private static AlteredProvider pruning(Alteration alteration) {
        return Answers.replaced(PRUNE, alteration);
    }

    private static KeepRules rules(StorageCall call) {
        return call.argument(0, KeepRules.class);
    }

    private static Object withRules(StorageCall call, KeepRules rules) throws Throwable {
        return call.proceed(rules, call.arguments()[1], call.arguments()[2]);
    }

    private static Object withMode(StorageCall call, RemovalMode mode) throws Throwable {
        return call.proceed(call.arguments()[0], mode, call.arguments()[2]);
    }

    static AlteredProvider removingNothing() {
        return pruning(call -> withMode(call, RemovalMode.DRY_RUN));
    }

    static AlteredProvider removingInADryRun() {
        return pruning(call -> withMode(call, RemovalMode.REMOVE));
    }

    static AlteredProvider keepingOneTooFew() {
        return pruning(call -> {
            KeepRules rules = rules(call);
            return withRules(
                    call,
                    rules.last() < 2
                            ? rules
                            : new KeepRules(
                                    rules.last() - 1,
                                    rules.within(),
                                    rules.daily(),
                                    rules.weekly(),
                                    rules.monthly(),
                                    rules.zone(),
                                    rules.branches()));
        });
    }

    static AlteredProvider forgettingWhatSnapshotsHold() {
        return pruning(call -> {
            FileSystemStorage storage = call.storage();
            storage.snapshots().stream().map(Snapshot::name).forEach(storage::deleteSnapshot);
            return call.proceed();
        });
    }

    static AlteredProvider pruningEveryBranch() {
        return pruning(call -> {
            KeepRules rules = rules(call);
            return withRules(
                    call,
                    new KeepRules(
                            rules.last(),
                            rules.within(),
                            rules.daily(),
                            rules.weekly(),
                            rules.monthly(),
                            rules.zone(),
                            Set.of()));
        });
    }

    static AlteredProvider countingDaysInUtcAlone() {
        return pruning(call -> {
            KeepRules rules = rules(call);
            return withRules(
                    call,
                    new KeepRules(
                            rules.last(),
                            rules.within(),
                            rules.daily(),
                            rules.weekly(),
                            rules.monthly(),
                            ZoneOffset.UTC,
                            rules.branches()));
        });
    }

    static AlteredProvider keepingNothingWithinATime() {
        return pruning(call -> {
            KeepRules rules = rules(call);
            return withRules(
                    call,
                    new KeepRules(
                            Math.max(1, rules.last()),
                            Duration.ZERO,
                            rules.daily(),
                            rules.weekly(),
                            rules.monthly(),
                            rules.zone(),
                            rules.branches()));
        });
    }

    static AlteredProvider hidingWhereLogsEnd() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof LogPage<?> page ? new LogPage<>(page, Optional.empty()) : answer;
        });
    }

    static AlteredProvider hidingTheNearestKeptPoints() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (PointPrunedException e) {
                throw new PointPrunedException("The point was pruned.", Optional.empty(), Optional.empty());
            }
        });
    }

    static AlteredProvider tellingTheFirstPruningAgain() {
        return AlteredProvider.altering(() -> {
            Map<KeepRules, PruneReport> reports = new HashMap<>();
            return call -> {
                if (!call.is(PRUNE) || call.argument(1, RemovalMode.class) == RemovalMode.DRY_RUN) {
                    return call.proceed();
                }
                PruneReport report = (PruneReport) call.proceed();
                reports.putIfAbsent(rules(call), report);
                return reports.get(rules(call));
            };
        });
    }

    static AlteredProvider showingTheNearestKeptPoint() {
        return Answers.replaced("Branch.at", call -> {
            try {
                return call.proceed();
            } catch (PointPrunedException e) {
                Optional<Point> kept = e.below().or(e::above);
                if (kept.isPresent() && call.arguments()[0] instanceof Instant) {
                    return call.target(Branch.class).at(kept.get());
                }
                throw e;
            }
        });
    }

    static AlteredProvider failingToPruneNothing() {
        return pruning(call -> {
            if (call.storage().statistics().operations() == 0) {
                throw new IllegalStateException("There is nothing to prune");
            }
            return call.proceed();
        });
    }

    static AlteredProvider losingASnapshotWhereItIsEnded() {
        return pruning(call -> {
            try {
                return call.proceed();
            } catch (IllegalStateException e) {
                call.storage().snapshots().stream()
                        .limit(1)
                        .map(Snapshot::name)
                        .forEach(call.storage()::deleteSnapshot);
                throw e;
            }
        });
    }

    static AlteredProvider refusingChangesWhileItPrunes() {
        return AlteredProvider.altering(() -> {
            AtomicBoolean prunes = new AtomicBoolean();
            return call -> {
                if (call.is(PRUNE)) {
                    prunes.set(true);
                    Thread.sleep(50);
                    try {
                        return call.proceed();
                    } finally {
                        prunes.set(false);
                    }
                }
                if (call.is("Branch.apply") && prunes.get()) {
                    throw new IllegalStateException("A pruning is under way");
                }
                return call.proceed();
            };
        });
    }

    static AlteredProvider dumpingWhatIsLeft() {
        return Answers.replaced("FileSystemStorage.dump", call -> {
            try {
                return call.proceed();
            } catch (PointPrunedException e) {
                long start = e.above().orElseThrow().sequence();
                return call.proceed(call.arguments()[0], DumpOptions.since(start), call.arguments()[2]);
            }
        });
    }

    static AlteredProvider keepingDeletedSnapshots() {
        return Answers.replaced("FileSystemStorage.deleteSnapshot", call -> {
            String name = call.argument(0, String.class);
            FileSystemStorage storage = call.storage();
            storage.createSnapshot("deleted~" + name, storage.atSnapshot(name), "");
            return call.proceed();
        });
    }

    static AlteredProvider forkingNoPrunedBranches() {
        return Answers.replaced("FileSystemStorage.fork", call -> {
            Optional<Point> floor = call.storage().mainBranch().floor();
            if (floor.isPresent()) {
                throw new PointPrunedException("The branch was pruned.", Optional.empty(), floor);
            }
            return call.proceed();
        });
    }

    static AlteredProvider takingAPrunedPointForTheEnd() {
        return Answers.distorted("View.newInputStream", (call, answer) -> new FilterInputStream((InputStream) answer) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    return super.read(buffer, offset, length);
                } catch (IOException e) {
                    if (e.getCause() instanceof StorageException) {
                        return -1;
                    }
                    throw e;
                }
            }
        });
    }
}

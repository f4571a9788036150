package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeId;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.View;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** Ways to find points, and to tell times, wrongly. */
final class WrongTimes {
    private static final String AT = "Branch.at";
    private static final int ALL = 100_000;

    private WrongTimes() {}

    /** A provider of storages in which views at a time are found in another way. */
    private static AlteredProvider findingTimes(Finding finding) {
        return Answers.replaced(
                AT, call -> call.arguments()[0] instanceof Instant time ? finding.at(call, time) : call.proceed());
    }

    private interface Finding {
        Object at(StorageCall call, Instant time) throws Throwable;
    }

    static AlteredProvider findingWhatIsBefore() {
        return findingTimes((call, time) -> call.proceed(time.equals(Instant.MIN) ? time : time.minusNanos(1)));
    }

    static AlteredProvider roundingToMilliseconds() {
        return findingTimes(
                (call, time) -> call.proceed(time.equals(Instant.MIN) ? time : time.truncatedTo(ChronoUnit.MILLIS)));
    }

    static AlteredProvider showingAnEmptyTreeBeforeTheFirst() {
        return findingTimes((call, time) -> {
            try {
                return call.proceed();
            } catch (NoSuchPointException e) {
                Branch branch = call.target(Branch.class);
                return branch.at(new Point(branch.id(), 0));
            }
        });
    }

    static AlteredProvider findingTheFirstOfATime() {
        return findingTimes((call, time) -> {
            View last = (View) call.proceed();
            Branch branch = call.target(Branch.class);
            return branch.log(LogQuery.oldestFirst(ALL)).stream()
                    .map(LoggedOperation::change)
                    .filter(change -> change.effectiveTime().equals(last.effectiveTime()))
                    .findFirst()
                    .map(change -> branch.at(change.id()))
                    .orElse(last);
        });
    }

    static AlteredProvider lookingTimesUpOnMain() {
        return findingTimes((call, time) -> call.storage().mainBranch().at(time));
    }

    /** A provider of storages that know the clock that they were opened with. */
    private static AlteredProvider withClock(Function<InstantSource, Alteration> alteration) {
        return new AlteredProvider((right, directory, options) ->
                AlteredStorage.of(right.open(directory, options), alteration.apply(options.clock())));
    }

    static AlteredProvider trustingTheWallClock() {
        return withClock(clock -> applied(change -> clock.instant()));
    }

    static AlteredProvider countingNanosecondsIn64Bits() {
        return AlteredProvider.altering(() -> applied(time -> {
            long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
            return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
        }));
    }

    private static Alteration applied(Function<Instant, Instant> effectiveTime) {
        return Answers.distorting("Branch.apply", (call, answer) -> {
            AppliedChange right = (AppliedChange) answer;
            return new AppliedChange(right.point(), effectiveTime.apply(right.effectiveTime()), right.operations());
        });
    }

    static AlteredProvider showingWholeChangesOnly() {
        return Answers.replaced(AT, call -> {
            if (call.arguments()[0] instanceof OperationId id) {
                Branch branch = call.target(Branch.class);
                for (LoggedOperation line : branch.log(LogQuery.oldestFirst(ALL))) {
                    if (line.id().equals(id)) {
                        return branch.at(line.change().id());
                    }
                }
            }
            return call.proceed();
        });
    }

    static AlteredProvider takingAnyNumberForAPoint() {
        return Answers.replaced(AT, call -> {
            try {
                return call.proceed();
            } catch (NoSuchPointException e) {
                return call.target(Branch.class).head();
            }
        });
    }

    static AlteredProvider restoringFromOwnChangesOnly() {
        return Answers.replaced("Branch.apply", call -> {
            Branch branch = call.target(Branch.class);
            List<ChangeId> own = branch.log(LogQuery.oldestFirst(ALL)).stream()
                    .map(LoggedOperation::change)
                    .filter(change -> change.branch().equals(branch.id()))
                    .map(change -> change.id())
                    .toList();
            for (Operation operation : call.argument(0, Change.class).operations()) {
                if (operation instanceof Operation.Restore restore
                        && !own.contains(new ChangeId(restore.point().sequence()))) {
                    throw new NoSuchPointException("It is no change of this branch. point=" + restore.point());
                }
            }
            return call.proceed();
        });
    }

    static AlteredProvider forgettingWhenItWasMade() {
        return new AlteredProvider((right, directory, options) -> {
            Instant opened = options.clock().instant();
            FileSystemStorage storage = right.open(directory, options);
            return AlteredStorage.of(
                    storage,
                    Answers.distorting(
                            "View.effectiveTime",
                            (call, answer) -> call.target(View.class).point().sequence() == 0 ? opened : answer));
        });
    }

    static AlteredProvider movingItsViews() {
        return AlteredProvider.altering(() -> call -> {
            boolean reads = call.is("View.find", "View.entry", "View.read", "View.walk", "View.list");
            return reads
                    ? Answers.on(
                            call,
                            WrongLines.branchOf(call.storage(), call.target(View.class))
                                    .head())
                    : call.proceed();
        });
    }

    static AlteredProvider keepingEverySecondVersion() {
        return Answers.replaced(AT, call -> {
            if (call.arguments()[0] instanceof Point point && point.sequence() > 1 && point.sequence() % 2 == 1) {
                return call.proceed(new Point(point.branch(), point.sequence() - 1));
            }
            return call.proceed();
        });
    }
}

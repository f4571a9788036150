package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeId;
import dev.ize.spi.Content;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effective time never goes back, and every point of the past can be found by time, change and operation. */
abstract class StorageTimeContract extends StorageContract {
    @Test
    @Shows("history-14")
    void timeFindsTheNewestChangeAtOrBeforeIt() {
        clock.move(Duration.ofHours(1));
        AppliedChange first = create("/file", "one");
        clock.move(Duration.ofHours(1));
        AppliedChange second = replace("/file", "two");

        assertThat(main().at(first.effectiveTime()).point()).isEqualTo(first.point());
        assertThat(main().at(second.effectiveTime().minusNanos(1)).point()).isEqualTo(first.point());
        assertThat(main().at(second.effectiveTime()).point()).isEqualTo(second.point());
        assertThat(main().at(second.effectiveTime().plusNanos(1)).point()).isEqualTo(second.point());
        assertThat(main().at(Instant.MAX).point()).isEqualTo(second.point());
        assertThat(text(main().at(first.effectiveTime()), "/file")).isEqualTo("one");
    }

    @Test
    @Shows("history-15")
    void timeBeforeTheFirstChangeIsNoPoint() {
        assertThatThrownBy(() -> main().at(Instant.MAX)).isInstanceOf(NoSuchPointException.class);
        AppliedChange first = create("/file", "one");

        assertThatThrownBy(() -> main().at(first.effectiveTime().minusNanos(1)))
                .isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(Instant.MIN)).isInstanceOf(NoSuchPointException.class);
    }

    @Test
    @Shows("history-16")
    void ofChangesOfOneTimeTheLastIsFound() {
        create("/file", "one");
        replace("/file", "two");
        AppliedChange last = replace("/file", "three");

        assertThat(main().at(clock.instant()).point()).isEqualTo(last.point());
    }

    @Test
    @Shows({"history-17", "history-18"})
    void clockThatGoesBackDoesNotTakeEffectiveTimeBack() {
        AppliedChange first = create("/file", "one");
        clock.move(Duration.ofHours(-1));
        AppliedChange second = replace("/file", "two");
        clock.set(Instant.EPOCH);
        AppliedChange third = replace("/file", "three");

        assertThat(second.effectiveTime()).isEqualTo(first.effectiveTime());
        assertThat(third.effectiveTime()).isEqualTo(first.effectiveTime());
        assertThat(main().at(first.effectiveTime()).point()).isEqualTo(third.point());
        List<LoggedOperation> log = main().log(LogQuery.oldestFirst(10));
        assertThat(log)
                .extracting(line -> line.change().recordedTime())
                .containsExactly(START, START.minus(Duration.ofHours(1)), Instant.EPOCH);
    }

    @Test
    @Shows("history-17")
    void effectiveTimeIsKeptAcrossReopening() {
        clock.move(Duration.ofDays(1));
        AppliedChange first = create("/file", "one");
        clock.set(START);

        reopen();

        assertThat(replace("/file", "two").effectiveTime()).isEqualTo(first.effectiveTime());
    }

    @Test
    @Shows("history-17")
    void effectiveTimeIsOneForAllBranches() {
        create("/file", "one");
        Branch fork = storage().fork("fork", head());
        clock.move(Duration.ofDays(1));
        AppliedChange onFork = apply(fork, change -> change.replace(path("/file"), Content.of("two")));
        clock.move(Duration.ofDays(-1));

        assertThat(replace("/file", "three").effectiveTime()).isEqualTo(onFork.effectiveTime());
    }

    @Test
    @Shows("history-19")
    void clockCanBeFarFromNow() {
        clock.set(Instant.parse("2263-01-01T00:00:00.000000001Z"));
        AppliedChange far = create("/file", "one");
        clock.set(Instant.parse("9999-12-31T23:59:59.999999999Z"));
        AppliedChange farther = replace("/file", "two");

        reopen();

        assertThat(far.effectiveTime()).isEqualTo(Instant.parse("2263-01-01T00:00:00.000000001Z"));
        assertThat(main().at(far.effectiveTime()).point()).isEqualTo(far.point());
        assertThat(main().at(farther.effectiveTime()).point()).isEqualTo(farther.point());
        assertThat(file("/file").attributes().modified()).isEqualTo(farther.effectiveTime());
    }

    @Test
    @Shows("history-19")
    void clockCanBeBefore1970() {
        clock.set(Instant.parse("1901-12-13T20:45:51.999999999Z"));
        AppliedChange first = create("/file", "one");
        clock.set(Instant.parse("1969-12-31T23:59:59.000000001Z"));
        AppliedChange second = replace("/file", "two");
        clock.set(Instant.parse("1970-01-01T00:00:00.000000001Z"));
        AppliedChange third = replace("/file", "three");

        reopen();

        assertThat(second.effectiveTime()).isEqualTo(Instant.parse("1969-12-31T23:59:59.000000001Z"));
        for (AppliedChange change : List.of(first, second, third)) {
            assertThat(main().at(change.effectiveTime()).point()).isEqualTo(change.point());
            assertThat(main().at(change.point()).effectiveTime()).isEqualTo(change.effectiveTime());
        }
        assertThat(main().at(second.effectiveTime().minusNanos(1)).point()).isEqualTo(first.point());
        assertThatThrownBy(() -> main().at(first.effectiveTime().minusNanos(1)))
                .isInstanceOf(NoSuchPointException.class);
    }

    @Test
    @Shows("history-20")
    void timeOnAForkDoesNotShowWhatTheParentDidAfterIt() {
        AppliedChange shared = create("/file", "shared");
        Branch fork = storage().fork("fork", head());
        clock.move(Duration.ofHours(1));
        AppliedChange onMain = replace("/file", "main's");
        clock.move(Duration.ofHours(1));
        AppliedChange onFork = apply(fork, change -> change.replace(path("/file"), Content.of("fork's")));

        assertThat(text(fork.at(onMain.effectiveTime()), "/file")).isEqualTo("shared");
        assertThat(text(fork.at(onFork.effectiveTime()), "/file")).isEqualTo("fork's");
        assertThat(fork.at(shared.effectiveTime()).point().sequence())
                .isEqualTo(shared.point().sequence());
    }

    @Test
    @Shows("history-20")
    void timeOnAForkOfAForkEndsAtEachForkOnTheWay() {
        create("/file", "0");
        Branch parent = main();
        for (int depth = 1; depth <= 4; depth++) {
            Branch fork = storage().fork("fork" + depth, parent.head());
            for (Branch branch : List.of(parent, fork)) {
                clock.move(Duration.ofSeconds(1));
                apply(branch, change -> change.replace(path("/file"), Content.of(branch.name())));
            }
            parent = fork;
        }
        Instant first = START.plusSeconds(1);

        // At each odd second a parent went on, which no fork of it sees; at each even one a fork did.
        List<String> seen = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            seen.add(text(parent.at(first.plusSeconds(second)), "/file"));
        }

        assertThat(seen).containsExactly("0", "fork1", "fork1", "fork2", "fork2", "fork3", "fork3", "fork4");
        assertThat(text(head(), "/file")).isEqualTo("main");
    }

    @Test
    @Shows("history-21")
    void operationIsTheOneWayToLookInsideAChange() {
        AppliedChange applied = apply(change -> change.create(path("/a"), Content.of("1"))
                .create(path("/b"), Content.of("2"))
                .rename(path("/a"), path("/c")));
        List<LoggedOperation> log = main().log(LogQuery.oldestFirst(10));

        assertThat(paths(main().at(log.get(0).id()))).containsExactly("/a");
        assertThat(paths(main().at(log.get(1).id()))).containsExactly("/a", "/b");
        assertThat(paths(main().at(log.get(2).id()))).containsExactly("/b", "/c");
        assertThat(main().at(applied.id()).point()).isEqualTo(applied.point());
        assertThat(main().at(applied.effectiveTime()).point()).isEqualTo(applied.point());
        View inside = main().at(log.get(0).id());
        assertThat(inside.effectiveTime()).isEqualTo(applied.effectiveTime());
        assertThat(main().at(inside.point()).find(path("/b"))).isEmpty();
    }

    @Test
    @Shows("history-22")
    void pointsOfOtherBranchesAndOfTheFutureAreNone() {
        AppliedChange shared = create("/file", "one");
        Branch fork = storage().fork("fork", head());
        AppliedChange onMain = replace("/file", "two");
        AppliedChange onFork = apply(fork, change -> change.replace(path("/file"), Content.of("three")));

        assertThat(fork.at(shared.id()).point().branch()).isEqualTo(fork.id());
        assertThatThrownBy(() -> fork.at(onMain.id())).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(onFork.id())).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(onFork.point())).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(new OperationId(999_999))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(new ChangeId(999_999))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main().at(new Point(BranchId.MAIN, 999_999))).isInstanceOf(NoSuchPointException.class);
    }

    /** Restores took any number up to the head for a point; then they showed the state before it. */
    @Test
    @Shows("history-22")
    void numbersThatActsAndOtherBranchesTookAreNoPoints() {
        create("/file", "one");
        Branch fork = storage().fork("fork", head());
        AppliedChange onFork = apply(fork, change -> change.replace(path("/file"), Content.of("on the fork")));
        storage().createSnapshot("v1", head(), "");
        AppliedChange onMain = replace("/file", "two");
        long snapshot = onMain.point().sequence() - 1;
        long beyond = onMain.point().sequence() + 1;

        for (long none : new long[] {onFork.point().sequence(), snapshot, beyond, Long.MAX_VALUE}) {
            assertNoPoint(main(), new Point(main().id(), none));
        }
        for (long none :
                new long[] {onMain.point().sequence(), snapshot, onFork.point().sequence() + 1}) {
            assertNoPoint(fork, new Point(fork.id(), none));
        }
        assertThat(fork.head().point()).isEqualTo(onFork.point());
        assertThat(head().point()).isEqualTo(onMain.point());
    }

    private static void assertNoPoint(Branch branch, Point none) {
        long number = none.sequence();
        assertThatThrownBy(() -> branch.at(none)).as("at " + none).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> branch.at(new OperationId(number))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> branch.at(new ChangeId(number))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> apply(branch, change -> change.restore(path("/file"), none)))
                .as("restore from " + none)
                .isInstanceOf(NoSuchPointException.class);
        try (StagedChange stage = branch.stage("tester", "", "")) {
            assertThatThrownBy(() -> stage.add(new Operation.Restore(path("/file"), none, path("/file"))))
                    .as("staged restore from " + none)
                    .isInstanceOf(NoSuchPointException.class);
        }
    }

    /** What is below the head is a point, be it inside a change or on an ancestor. */
    @Test
    @Shows("history-23")
    void restoreTakesEveryPointThatAViewTakes() {
        AppliedChange shared = create("/file", "one");
        AppliedChange two = apply(
                change -> change.replace(path("/file"), Content.of("two")).replace(path("/file"), Content.of("three")));
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.delete(path("/file")));
        long inside = two.point().sequence() - 1;

        apply(fork, change -> change.restore(path("/file"), new Point(fork.id(), inside)));
        assertThat(text(fork.head(), "/file")).isEqualTo("two");
        apply(
                fork,
                change -> change.restore(
                        path("/file"), new Point(fork.id(), shared.point().sequence())));
        assertThat(text(fork.head(), "/file")).isEqualTo("one");
        apply(fork, change -> change.restore(path("/file"), new Point(fork.id(), 0)));
        assertThat(fork.head().find(path("/file"))).isEmpty();
        apply(fork, change -> change.restore(path("/file"), two.point()));
        assertThat(text(fork.head(), "/file")).isEqualTo("three");
    }

    @Test
    @Shows("history-24")
    void viewOfANewStoreHasTheTimeOfItsMaking() {
        clock.move(Duration.ofDays(3));
        storage();
        Instant made = clock.instant();
        clock.move(Duration.ofDays(3));

        reopen();

        assertThat(head().effectiveTime()).isEqualTo(made);
        create("/file", "x");
        assertThat(main().at(new Point(BranchId.MAIN, 0)).effectiveTime()).isEqualTo(made);
        assertThat(main().at(new Point(BranchId.MAIN, 0)).list(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("history-25")
    void viewNeverChanges() {
        create("/a", "one");
        View view = head();
        List<String> before = paths(view);
        replace("/a", "two");
        rename("/a", "/b");
        createDirectory("/a");

        assertThat(paths(view)).isEqualTo(before);
        assertThat(text(view, "/a")).isEqualTo("one");
    }
}

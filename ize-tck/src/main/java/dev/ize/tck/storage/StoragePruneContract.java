package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.ize.spi.Branch;
import dev.ize.spi.ChangeId;
import dev.ize.spi.Content;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.PruneReport.Reason;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pruning removes the points that no rule, snapshot or fork keeps, and changes nothing at those that are kept. */
abstract class StoragePruneContract extends PrunedStoreContract {
    @Test
    @Shows({"upkeep-1", "upkeep-2"})
    void newestChangesAreKeptAndOlderOnesArePointsThatWerePruned() {
        List<View> views = makeHistory(20);
        List<List<String>> states = states(views);

        PruneReport report = prune(rules -> rules.keepLast(5));

        assertThat(states(views.subList(15, 20))).isEqualTo(states.subList(15, 20));
        views.subList(0, 15).forEach(PrunedStoreContract::assertPruned);
        PruneReport.PrunedBranch main = report.branches().get(0);
        assertThat(main.floor().orElseThrow().point()).isEqualTo(views.get(15).point());
        assertThat(main.kept()).isEmpty();
        assertThat(main.changesKept()).isEqualTo(5);
        assertThat(main.changesRemoved()).isEqualTo(15);
        assertThat(main().floor()).contains(views.get(15).point());
        assertSound();
        reopen();
        assertThat(TreeState.of(main().at(views.get(15).point()))).isEqualTo(states.get(15));
        assertThatThrownBy(() -> main().at(views.get(14).point())).isInstanceOf(PointPrunedException.class);
        assertThat(main().floor()).contains(views.get(15).point());
        assertSound();
    }

    @Test
    @Shows("upkeep-2")
    void prunedPointNamesTheNearestThatWereKept() {
        List<View> views = makeHistory(10);
        storage().createSnapshot("s", views.get(3), "");
        prune(rules -> rules.keepLast(2));

        PointPrunedException between = catchThrowableOfType(
                PointPrunedException.class, () -> views.get(5).paths(node("/d")));
        PointPrunedException first = catchThrowableOfType(
                PointPrunedException.class, () -> views.get(0).list(StorePath.ROOT));

        assertThat(between.below()).contains(views.get(3).point());
        assertThat(between.above()).contains(views.get(8).point());
        assertThat(first.below()).isEmpty();
        assertThat(first.above()).contains(views.get(3).point());
    }

    @Test
    @Shows("upkeep-2")
    void everyWayToAPrunedPointIsRefused() {
        List<View> views = makeHistory(10);
        Instant then = views.get(4).effectiveTime();
        Point point = views.get(4).point();
        prune(rules -> rules.keepLast(2));

        assertThatThrownBy(() -> main().at(then)).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(point)).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(new ChangeId(point.sequence()))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(new OperationId(point.sequence()))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(new Point(main().id(), 0))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(START.minusSeconds(1))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> storage().fork("b", views.get(4))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> storage().createSnapshot("s", views.get(4), ""))
                .isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> storage().difference(views.get(4), head())).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> apply(change -> change.restore(path("/d"), point)))
                .isInstanceOf(PointPrunedException.class);
        assertThat(storage().findSnapshot("s")).isEmpty();
        assertThat(storage().findBranch("b")).isEmpty();
    }

    @Test
    @Shows("upkeep-3")
    void dryRunTellsWhatARunDoesAndChangesNothing() {
        List<View> views = makeHistory(30);
        List<List<String>> states = states(views);

        PruneReport dry = prune(rules -> rules.keepLast(4), RemovalMode.DRY_RUN);
        List<List<String>> afterDry = states(views);
        PruneReport run = prune(rules -> rules.keepLast(4));

        assertThat(afterDry).isEqualTo(states);
        assertThat(dry).isEqualTo(run);
        assertThat(run.operations()).isGreaterThan(26);
        assertThat(run.versions()).isGreaterThan(26);
        assertThat(run.bytes()).isGreaterThan(1000);
    }

    @Test
    @Shows("upkeep-4")
    void pruningAgainWithTheSameRulesDoesNothing() {
        makeHistory(20);
        prune(rules -> rules.keepLast(4).keepDaily(3));
        Map<String, Long> records = storage().statistics().recordsByKeyspace();

        PruneReport again = prune(rules -> rules.keepLast(4).keepDaily(3));

        assertThat(again.operations() + again.versions() + again.bytes()).isZero();
        assertThat(storage().statistics().recordsByKeyspace()).isEqualTo(records);
    }

    @Test
    @Shows("upkeep-5")
    void newestChangeOfEachDayWeekAndMonthIsKept() {
        List<View> views = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            createDirectory("/d" + i);
            views.add(head());
            clock.move(Duration.ofHours(12));
        }

        PruneReport report = prune(rules -> rules.keepDaily(3).keepWeekly(2).keepMonthly(2));

        // From 2026-03-01T12:00 on, two a day: the last is on 2026-04-30, a Thursday, at 00:00.
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            try {
                assertThat(views.get(i).list(StorePath.ROOT)).hasSize(i + 1);
                kept.add(i);
            } catch (PointPrunedException e) {
                assertThat(i).isLessThan(119);
            }
        }
        // The 29th and 28th end with their noon; the week before ends on Sunday the 26th; March on the 31st.
        assertThat(kept).containsExactly(60, 112, 116, 118, 119);
        PruneReport.PrunedBranch main = report.branches().get(0);
        assertThat(main.floor().orElseThrow().reasons()).contains(Reason.DAILY);
        assertThat(main.kept())
                .extracting(point -> point.point().sequence())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(main.kept().get(main.kept().size() - 1).reasons()).containsExactly(Reason.MONTHLY);
        assertSound();
    }

    @Test
    @Shows("upkeep-5")
    void dayOfAChangeDependsOnTheZone() {
        createDirectory("/a");
        View noon = head();
        clock.move(Duration.ofHours(11));
        createDirectory("/b");
        View evening = head();
        clock.move(Duration.ofHours(2));
        createDirectory("/c");

        PruneReport utc = prune(rules -> rules.keepDaily(9), RemovalMode.DRY_RUN);
        PruneReport east = prune(rules -> rules.keepDaily(9).zone(ZoneOffset.ofHours(2)), RemovalMode.DRY_RUN);

        assertThat(utc.branches().get(0).floor().orElseThrow().point()).isEqualTo(evening.point());
        assertThat(east.branches().get(0).kept())
                .extracting(PruneReport.Kept::point)
                .containsExactly(noon.point());
    }

    @Test
    @Shows("upkeep-5")
    void changesWithinATimeBeforeTheNewestAreKept() {
        List<View> views = makeHistory(10);

        prune(rules -> rules.keepWithin(Duration.ofMinutes(3)));

        assertThat(main().floor()).contains(views.get(6).point());
        assertPruned(views.get(5));
    }

    @Test
    @Shows("upkeep-8")
    void timeFindsAKeptPointOnlyWhereItWasTheNewest() {
        createDirectory("/a");
        clock.move(Duration.ofMinutes(1));
        createDirectory("/b");
        View kept = head();
        storage().createSnapshot("s", kept, "");
        clock.move(Duration.ofMinutes(1));
        createDirectory("/c");
        clock.move(Duration.ofMinutes(1));
        createDirectory("/e");
        prune(rules -> rules.keepLast(1));

        Instant time = kept.effectiveTime();
        assertThat(main().at(time).point()).isEqualTo(kept.point());
        assertThat(main().at(time.plusSeconds(59)).point()).isEqualTo(kept.point());
        assertThatThrownBy(() -> main().at(time.plusSeconds(60))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(time.minusSeconds(1))).isInstanceOf(PointPrunedException.class);
        assertThatThrownBy(() -> main().at(START.minusSeconds(1))).isInstanceOf(NoSuchPointException.class);
        assertThat(main().at(time.plusSeconds(120)).point()).isEqualTo(head().point());
    }

    @Test
    @Shows("upkeep-1")
    void snapshotsAndForkPointsHold() {
        List<View> views = makeHistory(20);
        storage().createSnapshot("s", views.get(4), "");
        Branch fork = storage().fork("fork", views.get(9));
        apply(fork, change -> change.create(path("/own"), Content.of("own")));
        List<String> forkState = TreeState.of(fork.head());
        List<List<String>> states = states(views);

        prune(rules -> rules.keepLast(2));

        assertThat(TreeState.of(storage().atSnapshot("s"))).isEqualTo(states.get(4));
        assertThat(TreeState.of(views.get(9))).isEqualTo(states.get(9));
        assertThat(TreeState.of(fork.head())).isEqualTo(forkState);
        assertPruned(views.get(8));
        assertThatThrownBy(() -> fork.at(views.get(8).effectiveTime())).isInstanceOf(PointPrunedException.class);
        assertThat(fork.at(views.get(9).effectiveTime()).point().sequence())
                .isEqualTo(views.get(9).point().sequence());
        assertSound();
    }

    @Test
    @Shows("upkeep-1")
    void reportSaysWhatHoldsEachPointBelowTheFloor() {
        Point first = new Point(main().id(), 0);
        storage().createSnapshot("empty", main().at(first), "");
        List<View> views = makeHistory(12);
        storage().createSnapshot("s", views.get(4), "");
        storage().fork("fork", views.get(6));

        PruneReport.PrunedBranch pruned =
                prune(rules -> rules.keepLast(3)).branches().get(0);

        assertThat(pruned.floor().orElseThrow().reasons()).containsExactly(Reason.LAST);
        assertThat(pruned.kept())
                .extracting(PruneReport.Kept::point, PruneReport.Kept::reasons)
                .containsExactly(
                        tuple(views.get(6).point(), Set.of(Reason.FORK)),
                        tuple(views.get(4).point(), Set.of(Reason.SNAPSHOT)),
                        tuple(first, Set.of(Reason.SNAPSHOT)));
        assertThat(storage().atSnapshot("empty").list(StorePath.ROOT)).isEmpty();
        assertSound();
    }

    @Test
    @Shows("upkeep-4")
    void changesThatWentAreCountedOnce() {
        List<View> views = makeHistory(12);
        storage().createSnapshot("s", views.get(4), "");

        PruneReport first = prune(rules -> rules.keepLast(3));
        PruneReport again = prune(rules -> rules.keepLast(3));
        storage().deleteSnapshot("s");
        PruneReport third = prune(rules -> rules.keepLast(2));

        assertThat(List.of(first, again, third))
                .extracting(report -> report.branches().get(0).changesRemoved())
                .containsExactly(9L, 0L, 2L);
        assertThat(again.branches().get(0).kept())
                .isEqualTo(first.branches().get(0).kept());
    }

    @Test
    @Shows("upkeep-3")
    void progressIsToldOfThePlanAndOfEachStep() {
        makeHistory(6);
        List<String> told = new ArrayList<>();
        Progress progress = (step, done, total) -> {
            assertThat(done).as(step).isPositive();
            told.add(step);
        };

        storage().prune(NEWEST, RemovalMode.DRY_RUN, progress);
        List<String> dry = List.copyOf(told);
        told.clear();
        storage().prune(NEWEST, RemovalMode.REMOVE, progress);

        assertThat(dry).hasSizeGreaterThan(1);
        assertThat(told).hasSameSizeAs(dry);
    }

    @Test
    @Shows("upkeep-6")
    void oneBranchIsPrunedAlone() {
        List<View> views = makeHistory(10);
        Branch fork = storage().fork("fork", head());
        for (int i = 0; i < 5; i++) {
            int round = i;
            apply(fork, change -> change.setPermissions(path("/d"), 0700 + round));
        }

        prune(rules -> rules.keepLast(1).branches(List.of("fork")));

        assertThat(main().floor()).isEmpty();
        assertThat(fork.floor()).contains(fork.head().point());
        assertThat(states(views)).hasSize(10);
        assertThatThrownBy(() -> prune(rules -> rules.keepLast(1).branches(List.of("nothing"))))
                .isInstanceOf(NotFoundException.class);
        assertSound();
    }

    @Test
    @Shows("upkeep-7")
    void logAndHistoriesEndAtTheFloorAndSaySo() {
        List<View> views = makeHistory(12);
        create("/new", "one");
        replace("/new", "two");
        rename("/new", "/newer");
        View old = views.get(9);
        storage().createSnapshot("s", views.get(3), "");
        prune(rules -> rules.keepLast(6));
        Point floor = main().floor().orElseThrow();

        LogPage<LoggedOperation> log = main().log(LogQuery.newestFirst(100));
        LogPage<LoggedOperation> page = main().log(LogQuery.newestFirst(2));
        LogPage<LoggedOperation> oldest = main().log(LogQuery.oldestFirst(1));

        assertThat(floor).isEqualTo(old.point());
        assertThat(log).isNotEmpty().allMatch(line -> line.id().value() > floor.sequence());
        assertThat(log.prunedBelow()).contains(floor);
        assertThat(page).hasSize(2);
        assertThat(page.prunedBelow()).isEmpty();
        assertThat(oldest.get(0)).isEqualTo(log.get(log.size() - 1));
        assertThat(oldest.prunedBelow()).contains(floor);
        assertThat(head().history(path("/d"), LogQuery.newestFirst(9)).prunedBelow())
                .contains(floor);
        assertThat(head().history(node("/newer"), LogQuery.newestFirst(9)))
                .hasSize(3)
                .satisfies(history ->
                        assertThat(((LogPage<?>) history).prunedBelow()).isEmpty());
        assertThat(head().history(path("/newer"), LogQuery.newestFirst(9)))
                .hasSize(3)
                .satisfies(history ->
                        assertThat(((LogPage<?>) history).prunedBelow()).contains(floor));
        LogPage<?> atKept = storage().atSnapshot("s").history(path("/d"), LogQuery.newestFirst(9));
        assertThat(atKept).isEmpty();
        assertThat(atKept.prunedBelow()).contains(views.get(3).point());
    }

    @Test
    @Shows("upkeep-7")
    void unprunedLogSaysThatItIsWhole() {
        makeHistory(6);

        assertThat(main().log(LogQuery.newestFirst(100)).prunedBelow()).isEmpty();
        assertThat(main().log(LogQuery.oldestFirst(100)).prunedBelow()).isEmpty();
        assertThat(head().history(path("/d"), LogQuery.newestFirst(100)).prunedBelow())
                .isEmpty();
    }

    @Test
    @Shows("upkeep-9")
    void rulesThatKeepNothingAreNone() {
        assertThatThrownBy(() -> KeepRules.builder().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeepRules.builder().keepLast(-1).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Shows("upkeep-9")
    void emptyStoreCanBePruned() {
        PruneReport report = prune(rules -> rules.keepLast(1));

        assertThat(report.branches()).hasSize(1);
        assertThat(report.branches().get(0).floor()).isEmpty();
        assertThat(main().floor()).isEmpty();
    }
}

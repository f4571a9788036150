package dev.ize.tck.model;

import dev.ize.spi.KeepRules;
import dev.ize.tck.model.ModelStorage.Branch;
import dev.ize.tck.model.ModelStorage.Change;
import dev.ize.tck.model.ModelStorage.Point;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which points of a model are left after prunings: it never removes anything, but notes what cannot be read. */
final class ModelPruning {
    /** Changes whose end cannot be read. */
    private final Set<Change> gone = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Changes at or below a floor, whose operations are not in the log. */
    private final Set<Change> unlogged = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean startGone;

    boolean isReadable(Point point) {
        List<Change> lineage = point.branch().lineage();
        if (point.insideChange()) {
            return !unlogged.contains(lineage.get(point.changes()));
        }
        return point.changes() == 0 ? !startGone : !gone.contains(lineage.get(point.changes() - 1));
    }

    boolean isLogged(Change change) {
        return !unlogged.contains(change);
    }

    /** Prunes; the branches in the order in which they were made, deleted ones too. */
    void prune(KeepRules rules, List<Branch> branches, Set<Branch> live, Collection<Point> snapshots) {
        IdentityHashMap<Branch, Set<Integer>> held = held(branches, live, snapshots);
        for (Branch branch : branches) {
            boolean asked = rules.branches().isEmpty()
                    || (live.contains(branch) && rules.branches().contains(branch.name()));
            if (asked) {
                prune(rules, branch, live.contains(branch), held.getOrDefault(branch, Set.of()));
            }
        }
    }

    /** By branch the indexes of those of its own changes that are held; −1 for the start of the store. */
    private static IdentityHashMap<Branch, Set<Integer>> held(
            List<Branch> branches, Set<Branch> live, Collection<Point> snapshots) {
        IdentityHashMap<Branch, Set<Integer>> held = new IdentityHashMap<>();
        snapshots.forEach(point -> hold(held, point));
        List<Branch> newestFirst = new ArrayList<>(branches);
        Collections.reverse(newestFirst);
        for (Branch branch : newestFirst) {
            if (branch.forkedFrom().isPresent() && (live.contains(branch) || held.containsKey(branch))) {
                hold(held, branch.forkedFrom().get());
            }
        }
        return held;
    }

    private static void hold(IdentityHashMap<Branch, Set<Integer>> held, Point point) {
        Branch owner = point.branch();
        while (owner.inherited() >= point.changes() && owner.forkedFrom().isPresent()) {
            owner = owner.forkedFrom().get().branch();
        }
        held.computeIfAbsent(owner, absent -> new LinkedHashSet<>()).add(point.changes() - owner.inherited() - 1);
    }

    private void prune(KeepRules rules, Branch branch, boolean isLive, Set<Integer> held) {
        List<Change> own =
                branch.lineage().subList(branch.inherited(), branch.lineage().size());
        int newest = isLive
                ? own.size() - 1
                : held.stream().mapToInt(Integer::intValue).max().orElse(-1);
        List<Integer> candidates = new ArrayList<>();
        for (int i = newest; i >= 0; i--) {
            if (!gone.contains(own.get(i))) {
                candidates.add(i);
            }
        }
        Set<Integer> kept = keptByRules(rules, own, candidates);
        kept.addAll(held);
        candidates.stream().filter(i -> !kept.contains(i)).forEach(i -> gone.add(own.get(i)));
        int floor = newest;
        while (floor > 0 && isLogged(own.get(floor)) && !gone.contains(own.get(floor - 1))) {
            floor--;
        }
        boolean isPruned = newest >= 0 && (floor > 0 || unlogged.contains(own.get(0)));
        if (isPruned) {
            unlogged.addAll(own.subList(0, floor + 1));
            startGone |= branch.forkedFrom().isEmpty() && !held.contains(-1);
        }
    }

    private static Set<Integer> keptByRules(KeepRules rules, List<Change> own, List<Integer> candidates) {
        Set<Integer> kept = new LinkedHashSet<>();
        if (candidates.isEmpty()) {
            return kept;
        }
        kept.addAll(candidates.subList(0, Math.max(1, Math.min(rules.last(), candidates.size()))));
        Instant newest = own.get(candidates.get(0)).effectiveTime();
        candidates.stream()
                .filter(i ->
                        !rules.within().isZero() && !own.get(i).effectiveTime().isBefore(newest.minus(rules.within())))
                .forEach(kept::add);
        Function<Integer, LocalDate> day = i -> LocalDate.ofInstant(own.get(i).effectiveTime(), rules.zone());
        keepPeriods(rules.daily(), candidates, day::apply, kept);
        keepPeriods(
                rules.weekly(),
                candidates,
                i -> day.apply(i).get(IsoFields.WEEK_BASED_YEAR) + "W"
                        + day.apply(i).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                kept);
        keepPeriods(rules.monthly(), candidates, i -> YearMonth.from(day.apply(i)), kept);
        return kept;
    }

    private static void keepPeriods(
            int count, List<Integer> candidates, Function<Integer, Object> period, Set<Integer> kept) {
        Set<Object> seen = new LinkedHashSet<>();
        for (int i : candidates) {
            if (seen.size() < count && seen.add(period.apply(i))) {
                kept.add(i);
            }
        }
    }
}

package dev.ize.core.prune;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Holders;
import dev.ize.spi.BranchId;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport.Kept;
import dev.ize.spi.PruneReport.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Applies rules to one branch: goes through the ends of its changes, newest first, with an engine snapshot for some
 * thousands at a time. Takes memory for the points that stay below the floor.
 */
final class Planner {
    /** Ends that are read through one engine snapshot. */
    private static final int ENDS_PER_SNAPSHOT = 2000;

    private final Supplier<? extends EngineSnapshot> snapshots;
    private final Progress progress;
    private final BranchState branch;
    private final KeptPoints before;
    private final NavigableMap<Long, Set<Holders.Holder>> held;
    private final RuleRun rules;
    private final List<Kept> kept = new ArrayList<>();
    private Optional<Kept> floor = Optional.empty();
    private boolean contiguous = true;
    private long changesKept;
    private long changesRemoved;

    Planner(
            Supplier<? extends EngineSnapshot> snapshots,
            Holders holders,
            BranchState branch,
            KeepRules rules,
            Progress progress) {
        this.snapshots = snapshots;
        this.progress = progress;
        this.branch = branch;
        this.before = branch.lineage().floor(0).kept();
        this.held = holders.of(branch.id());
        this.rules = new RuleRun(rules);
    }

    /** The plan; empty: there is nothing to prune of the branch, or its removal is still under way. */
    Optional<BranchPlan> plan() {
        boolean deleted = branch.isDeleted();
        long newest =
                deleted ? (held.isEmpty() ? -1 : held.lastKey()) : branch.head().seq();
        if (deleted && hasOperationsAbove(Math.max(newest, before.floor()))) {
            return Optional.empty();
        }
        boolean ended = deleted && before.isPruned() && newest < before.floor();
        if (newest < 0) {
            return before.isPruned()
                    ? Optional.of(new BranchPlan(
                            branch, true, newest, true, Optional.empty(), List.of(), 0, before.points().length + 1L))
                    : Optional.empty();
        }
        readEnds(newest);
        if (before.isPruned() && floor.isEmpty()) {
            return Optional.empty();
        }
        held.headMap(floorSeq()).keySet().stream().filter(seq -> seq == 0).forEach(seq -> keep(seq, Optional.empty()));
        boolean prunes = changesRemoved > 0 || before.isPruned();
        return Optional.of(new BranchPlan(
                branch,
                deleted,
                newest,
                ended,
                prunes ? floor : Optional.empty(),
                prunes ? kept : List.of(),
                changesKept,
                changesRemoved));
    }

    private boolean hasOperationsAbove(long seq) {
        byte[] from = Keys.operation(branch.id(), seq + 1);
        try (EngineSnapshot snapshot = snapshots.get();
                Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, from, Keys.after(Keys.number(branch.id())))) {
            return cursor.next();
        }
    }

    private void readEnds(long newest) {
        long bound = newest;
        long read = 0;
        while (bound >= 0) {
            try (EngineSnapshot snapshot = snapshots.get()) {
                for (int i = 0; i < ENDS_PER_SNAPSHOT && bound >= 0; i++) {
                    bound = readEnd(snapshot, bound);
                    read++;
                }
            }
            progress.reached("planning", read, -1);
        }
    }

    /** Reads the newest end up to a seq that there still is; gives where the next is looked for, −1 after the last. */
    private long readEnd(EngineSnapshot snapshot, long upTo) {
        long bound = upTo;
        if (before.isPruned() && upTo < before.floor() && !before.contains(upTo)) {
            bound = before.lastBelow(upTo).orElse(0);
        }
        Optional<ChangeEnds.End> end =
                ChangeEnds.lastEndIn(snapshot, branch.id(), branch.lineage().base(0), bound);
        if (end.isEmpty()) {
            return -1;
        }
        take(end.get());
        return end.get().seq() - 1;
    }

    private void take(ChangeEnds.End end) {
        Instant time = end.closing().effectiveTime();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        reasons.addAll(rules.next(time));
        reasons.addAll(holdersOf(end.seq()));
        if (reasons.isEmpty()) {
            contiguous = false;
            changesRemoved++;
            return;
        }
        if (contiguous) {
            floor = Optional.of(new Kept(point(end.seq()), Optional.of(time), reasons));
            changesKept++;
            // Below the old floor there are gaps already.
            contiguous = !before.isPruned() || end.seq() > before.floor();
        } else {
            changesRemoved += before.isPruned() && end.seq() < before.floor() ? 0 : 1;
            kept.add(new Kept(point(end.seq()), Optional.of(time), reasons));
        }
    }

    private void keep(long seq, Optional<Instant> time) {
        kept.add(new Kept(point(seq), time, holdersOf(seq)));
    }

    private Set<Reason> holdersOf(long seq) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (Holders.Holder holder : held.getOrDefault(seq, Set.of())) {
            reasons.add(
                    switch (holder) {
                        case SNAPSHOT -> Reason.SNAPSHOT;
                        case FORK -> Reason.FORK;
                    });
        }
        return reasons;
    }

    private long floorSeq() {
        return floor.map(point -> point.point().sequence()).orElse(0L);
    }

    private Point point(long seq) {
        return new Point(new BranchId(branch.id()), seq);
    }
}

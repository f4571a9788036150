package dev.ize.core.prune;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.write.Administration;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Holders;
import dev.ize.core.write.Overlay;
import dev.ize.core.write.RaiseFloorsTask;
import dev.ize.core.write.Writer;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Prunes a store: plans by reading logs, raises the floors in one batch, and sweeps in steps between the writer's turns.
 *
 * <p>A sweep that does not come to its end is begun anew by the next pruning. <i>Threads:</i> one pruning at a time, which
 * its caller sees to; readers and the writer go on.
 */
public final class Pruning {
    private final Supplier<? extends EngineSnapshot> snapshots;
    private final Administration administration;

    /**
     * @param snapshots opens the newest state of the engine, to be closed soon
     */
    public Pruning(Supplier<? extends EngineSnapshot> snapshots, Administration administration) {
        this.snapshots = snapshots;
        this.administration = administration;
    }

    /** Prunes, or with {@link RemovalMode#DRY_RUN} says what it would remove, as {@code FileSystemStorage.prune} tells. */
    public PruneReport prune(KeepRules rules, RemovalMode mode, Progress progress) {
        Writer writer = administration.writer();
        writer.awaitRemovals();
        List<BranchPlan> plans = plan(rules, progress);
        List<RaiseFloorsTask.Wanted> wanted = plans.stream()
                .filter(BranchPlan::changesAnything)
                .map(BranchPlan::wanted)
                .toList();
        Totals totals = new Totals();
        if (mode == RemovalMode.DRY_RUN) {
            Map<Long, KeptPoints> floors = floors();
            plans.forEach(plan -> floors.put(plan.branch().id(), plan.keptPoints()));
            if (!wanted.isEmpty() || isUnderWay(floors())) {
                imagine(new Sweep(floors, lineages()), totals, progress);
            }
        } else {
            if (!wanted.isEmpty()) {
                administration.raiseFloors(wanted);
            }
            Map<Long, KeptPoints> floors = floors();
            if (isUnderWay(floors)) {
                writer.leaveOldWatermarks();
                sweep(new Sweep(floors, lineages()), totals, progress);
            }
        }
        return new PruneReport(
                plans.stream().map(BranchPlan::report).toList(), totals.operations, totals.versions, totals.bytes);
    }

    private List<BranchPlan> plan(KeepRules rules, Progress progress) {
        rules.branches().forEach(name -> administration.branches().require(name));
        Holders holders;
        try (EngineSnapshot snapshot = snapshots.get()) {
            holders = Holders.read(snapshot);
        }
        List<BranchPlan> plans = new ArrayList<>();
        for (BranchState branch : branches()) {
            boolean asked = rules.branches().isEmpty()
                    || (!branch.isDeleted() && rules.branches().contains(branch.name()));
            if (asked && holders.branches().containsKey(branch.id())) {
                new Planner(snapshots, holders, branch, rules, progress).plan().ifPresent(plans::add);
            }
        }
        return plans;
    }

    private List<BranchState> branches() {
        return administration.branches().all().stream()
                .sorted(Comparator.comparingLong(BranchState::id))
                .toList();
    }

    private Map<Long, KeptPoints> floors() {
        Map<Long, KeptPoints> floors = new HashMap<>();
        for (BranchState branch : branches()) {
            KeptPoints kept = branch.lineage().floor(0).kept();
            if (kept.isPruned()) {
                floors.put(branch.id(), kept);
            }
        }
        return floors;
    }

    private Map<Long, Lineage> lineages() {
        Map<Long, Lineage> lineages = new HashMap<>();
        branches().forEach(branch -> lineages.put(branch.id(), branch.lineage()));
        return lineages;
    }

    /** Whether something below a floor has not been swept to the end. */
    private boolean isUnderWay(Map<Long, KeptPoints> floors) {
        try (EngineSnapshot snapshot = snapshots.get()) {
            return floors.keySet().stream().anyMatch(branch -> isUnderWay(snapshot, branch));
        }
    }

    private static boolean isUnderWay(EngineSnapshot snapshot, long branch) {
        byte[] floorKey = Keys.floor(branch);
        byte[] floor = snapshot.get(Keyspaces.BRANCHES, floorKey);
        byte[] tallyKey = Keys.tally(branch);
        byte[] tally = snapshot.get(Keyspaces.BRANCHES, tallyKey);
        if (floor == null) {
            return false;
        }
        return tally == null
                || TallyRecord.decode(tallyKey, tally).act()
                        != FloorRecord.decode(floorKey, floor).act();
    }

    private void sweep(Sweep sweep, Totals totals, Progress progress) {
        SweepPosition position = SweepPosition.START;
        while (!position.isOver()) {
            Sweep.Step step = administration.writer().submit(new SweepTask(sweep, position));
            totals.add(step);
            position = step.next();
            progress.reached("removing what no kept point shows", totals.seen, -1);
        }
        administration
                .writer()
                .submit(new EndSweepTask(sweep.floors().keySet(), totals.tally, administration::sweepIfDeleted));
    }

    /** Does the steps of a sweep for nobody to see. */
    private void imagine(Sweep sweep, Totals totals, Progress progress) {
        SweepPosition position = SweepPosition.START;
        while (!position.isOver()) {
            try (EngineSnapshot snapshot = snapshots.get()) {
                Sweep.Step step = sweep.step(new Overlay(snapshot), position, node -> node);
                totals.add(step);
                position = step.next();
            }
            progress.reached("counting what no kept point shows", totals.seen, -1);
        }
    }

    /** The sum of steps. */
    private static final class Totals {
        private final Tally tally = new Tally();
        private long seen;
        private long operations;
        private long versions;
        private long bytes;

        void add(Sweep.Step step) {
            tally.addAll(step.tally());
            seen += step.seen();
            operations += step.operations();
            versions += step.versions();
            bytes += step.bytes();
        }
    }
}

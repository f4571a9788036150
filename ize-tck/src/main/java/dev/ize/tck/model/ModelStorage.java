package dev.ize.tck.model;

import dev.ize.spi.ChangeId;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The whole model: branches of changes with the tree after every operation, snapshots, and the time. */
final class ModelStorage {
    /** The branch that cannot be deleted. */
    static final String MAIN = "main";

    private final SortedMap<String, Branch> branches = new TreeMap<>();
    private final SortedMap<String, Point> snapshots = new TreeMap<>();

    /** All branches ever made, in that order. */
    private final List<Branch> made = new ArrayList<>();

    private final ModelPruning pruning = new ModelPruning();
    private final Instant madeAt;
    private Instant lastTime;
    private long lastNode = ModelTree.ROOT;

    ModelStorage(Instant madeAt) {
        this.madeAt = madeAt;
        lastTime = madeAt;
        made.add(new Branch(MAIN, List.of(), Optional.empty()));
        branches.put(MAIN, made.get(0));
    }

    /**
     * An operation as the log should have it, and what it made of the tree.
     *
     * @param id the number that the storage gave it
     * @param operation with bytes as content, and the time filled in
     */
    record Step(OperationId id, Operation operation, ModelTree before, ModelTree after) {
        /** Number of a step that no storage has numbered. */
        static final OperationId NO_ID = new OperationId(Long.MAX_VALUE);

        Step numbered(OperationId given) {
            return new Step(given, operation, before, after);
        }
    }

    /**
     * A change with at least one step.
     *
     * @param id the number that the storage gave it
     */
    record Change(ChangeId id, Instant effectiveTime, List<Step> steps) {
        /** Number of a change that no storage has numbered. */
        static final ChangeId NO_ID = new ChangeId(Long.MAX_VALUE);

        Change {
            steps = List.copyOf(steps);
        }

        ModelTree tree() {
            return steps.get(steps.size() - 1).after();
        }
    }

    /**
     * A place in a lineage.
     *
     * @param branch the branch through which it is seen; it may have been deleted since
     * @param changes how many whole changes are seen
     * @param steps how many steps of the next change are seen
     */
    record Point(Branch branch, int changes, int steps) {
        boolean insideChange() {
            return steps > 0;
        }
    }

    /** A branch, with the changes of its ancestors in front of its own. */
    static final class Branch {
        private final String name;
        private final List<Change> lineage;
        private final int inherited;

        private final Optional<Point> forkedFrom;

        private Branch(String name, List<Change> ancestors, Optional<Point> forkedFrom) {
            this.forkedFrom = forkedFrom;
            this.name = name;
            lineage = new ArrayList<>(ancestors);
            inherited = ancestors.size();
        }

        String name() {
            return name;
        }

        List<Change> lineage() {
            return lineage;
        }

        Optional<Point> forkedFrom() {
            return forkedFrom;
        }

        /** How many changes of the lineage are its ancestors'. */
        int inherited() {
            return inherited;
        }

        Point head() {
            return new Point(this, lineage.size(), 0);
        }

        void append(Change change) {
            lineage.add(change);
        }

        /** The point after the newest change at or before a time, if there is one. */
        Optional<Point> at(Instant time) {
            int seen = 0;
            for (int i = 0; i < lineage.size(); i++) {
                if (!lineage.get(i).effectiveTime().isAfter(time)) {
                    seen = i + 1;
                }
            }
            return seen == 0 ? Optional.empty() : Optional.of(new Point(this, seen, 0));
        }
    }

    Instant madeAt() {
        return madeAt;
    }

    SortedMap<String, Branch> branches() {
        return branches;
    }

    SortedMap<String, Point> snapshots() {
        return snapshots;
    }

    /** The time that something done now takes effect: never before what was done earlier. */
    Instant effectiveTime(Instant clock) {
        return clock.isAfter(lastTime) ? clock : lastTime;
    }

    /** Notes that something took effect. */
    void passed(Instant effectiveTime) {
        lastTime = effectiveTime;
    }

    /** Upper bound of the numbers of nodes. */
    long nodesMade() {
        return lastNode;
    }

    long newNode() {
        return ++lastNode;
    }

    void fork(String name, Point from) {
        made.add(new Branch(name, from.branch().lineage().subList(0, from.changes()), Optional.of(from)));
        branches.put(name, made.get(made.size() - 1));
    }

    void prune(KeepRules rules) {
        Set<Branch> live = Collections.newSetFromMap(new IdentityHashMap<>());
        live.addAll(branches.values());
        pruning.prune(rules, made, live, snapshots.values());
    }

    /** Whether a point can be read after all prunings. */
    boolean isReadable(Point point) {
        return pruning.isReadable(point);
    }

    /** Those of the steps up to a point that a log still has: what came after the newest of which none has. */
    List<Step> loggedSteps(Point point) {
        List<Change> lineage = point.branch().lineage();
        int first = point.changes();
        while (first > 0 && pruning.isLogged(lineage.get(first - 1))) {
            first--;
        }
        int pruned = lineage.subList(0, first).stream()
                .mapToInt(change -> change.steps().size())
                .sum();
        List<Step> steps = steps(point);
        return steps.subList(pruned, steps.size());
    }

    /** All steps up to a point, oldest first. */
    List<Step> steps(Point point) {
        List<Step> steps = new ArrayList<>();
        List<Change> lineage = point.branch().lineage();
        lineage.subList(0, point.changes()).forEach(change -> steps.addAll(change.steps()));
        if (point.insideChange()) {
            steps.addAll(lineage.get(point.changes()).steps().subList(0, point.steps()));
        }
        return steps;
    }

    ModelTree tree(Point point) {
        List<Step> steps = steps(point);
        return steps.isEmpty()
                ? ModelTree.madeAt(madeAt)
                : steps.get(steps.size() - 1).after();
    }

    /** The change that a point belongs to, if there is one. */
    Optional<Change> change(Point point) {
        int last = point.insideChange() ? point.changes() : point.changes() - 1;
        return last < 0
                ? Optional.empty()
                : Optional.of(point.branch().lineage().get(last));
    }
}

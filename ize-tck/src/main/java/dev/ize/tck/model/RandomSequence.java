package dev.ize.tck.model;

import dev.ize.spi.KeepRules;
import dev.ize.spi.StorePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes a sequence of steps from a seed, on a model of its own that says what would fit. */
final class RandomSequence {
    private static final int MIN_STEPS = 8;
    private static final int MAX_STEPS = 24;

    /** One sequence in so many is several times as long, for lineages and histories that are. */
    private static final int LONG_ONES = 16;

    private static final int LONG_FACTOR = 5;
    private static final int MAX_OPERATIONS = 8;
    private static final int MAX_BRANCHES = 5;

    private final SplittableRandom random;
    private final RandomOperations operations;
    private final ModelStorage model;
    private final List<SequenceStep> steps = new ArrayList<>();
    private int names;

    private RandomSequence(long seed) {
        random = new SplittableRandom(seed);
        operations = new RandomOperations(random);
        model = new ModelStorage(Instant.EPOCH);
    }

    /** The same steps for the same seed. The last one compares everything. */
    static List<SequenceStep> of(long seed) {
        RandomSequence sequence = new RandomSequence(seed);
        int steps = sequence.random.nextInt(MIN_STEPS, MAX_STEPS);
        int factor = sequence.random.nextInt(LONG_ONES) == 0 ? LONG_FACTOR : 1;
        for (int left = steps * factor; left > 0; left--) {
            sequence.addStep();
        }
        sequence.steps.add(new SequenceStep.Compare(seed));
        return sequence.steps;
    }

    private void addStep() {
        int roll = random.nextInt(100);
        if (roll < 62) {
            addApply();
        } else if (roll < 68) {
            addStage();
        } else if (roll < 75) {
            addFork();
        } else if (roll < 77) {
            addDeleteBranch();
        } else if (roll < 82) {
            addSnapshot();
        } else if (roll < 84) {
            steps.add(new SequenceStep.DeleteSnapshot(anySnapshot()));
            model.snapshots().remove(((SequenceStep.DeleteSnapshot) lastStep()).name());
        } else if (roll < 93) {
            addClock();
        } else if (roll < 95) {
            steps.add(new SequenceStep.Reopen());
        } else if (roll < 98) {
            addPrune();
        } else {
            steps.add(new SequenceStep.Compare(random.nextLong()));
        }
    }

    private SequenceStep lastStep() {
        return steps.get(steps.size() - 1);
    }

    private void addApply() {
        ModelStorage.Branch branch = anyBranch();
        int roll = random.nextInt(20);
        SequenceStep.Expectation expectation = roll == 0
                ? SequenceStep.Expectation.STALE_HEAD
                : roll < 4 ? SequenceStep.Expectation.HEAD : SequenceStep.Expectation.NONE;
        List<Planned> planned = plan(branch, expectation != SequenceStep.Expectation.STALE_HEAD);
        steps.add(new SequenceStep.Apply(branch.name(), expectation, planned));
    }

    private void addStage() {
        ModelStorage.Branch branch = anyBranch();
        boolean publish = random.nextInt(4) > 0;
        steps.add(new SequenceStep.Stage(branch.name(), publish, plan(branch, publish)));
    }

    /** Plans operations one by one, each for the tree that those before it leave. */
    private List<Planned> plan(ModelStorage.Branch branch, boolean effective) {
        ModelTree start = model.tree(branch.head());
        List<Planned> planned = new ArrayList<>();
        Trial trial = new Trial(List.of(), Optional.empty());
        for (int left = 1 + random.nextInt(MAX_OPERATIONS);
                left > 0 && trial.refusal().isEmpty();
                left--) {
            Planned next = random.nextInt(16) == 0 ? restore() : new Planned.Plain(operations.next(trial.end(start)));
            trial = Trial.of(model, start, with(planned, next), Instant.EPOCH);
            if (trial.refusal().isPresent() && random.nextInt(4) > 0) {
                trial = Trial.of(model, start, planned, Instant.EPOCH);
            } else {
                planned.add(next);
            }
        }
        if (planned.isEmpty()) {
            planned.add(new Planned.Plain(operations.next(start)));
            trial = Trial.of(model, start, planned, Instant.EPOCH);
        }
        if (effective && trial.refusal().isEmpty() && !trial.steps().isEmpty()) {
            branch.append(new ModelStorage.Change(ModelStorage.Change.NO_ID, Instant.EPOCH, trial.steps()));
        }
        return planned;
    }

    private static List<Planned> with(List<Planned> planned, Planned next) {
        List<Planned> longer = new ArrayList<>(planned);
        longer.add(next);
        return longer;
    }

    private Planned restore() {
        Place place = anyPlace();
        ModelTree tree = model.tree(place.in(model).orElseThrow());
        List<StorePath> paths = List.copyOf(tree.walk().keySet());
        StorePath source = random.nextInt(5) == 0 ? operations.anyPath() : paths.get(random.nextInt(paths.size()));
        StorePath path = random.nextInt(4) == 0 ? operations.anyPath() : source;
        return new Planned.Restore(path, place, source);
    }

    private void addFork() {
        Place from = anyPlace();
        boolean taken = random.nextInt(12) == 0;
        String name = taken ? anyBranch().name() : "branch-" + ++names;
        steps.add(new SequenceStep.Fork(name, from));
        ModelStorage.Point point = from.in(model).orElseThrow();
        if (!taken && !point.insideChange()) {
            model.fork(name, point);
        }
        if (model.branches().size() > MAX_BRANCHES) {
            addDeleteBranch();
        }
    }

    private void addDeleteBranch() {
        String name = random.nextInt(10) == 0 ? "nothing" : anyBranch().name();
        steps.add(new SequenceStep.DeleteBranch(name));
        if (!name.equals(ModelStorage.MAIN)) {
            model.branches().remove(name);
        }
    }

    private void addSnapshot() {
        Place at = anyPlace();
        boolean taken = random.nextInt(12) == 0;
        String name = taken ? anySnapshot() : "snapshot-" + ++names;
        steps.add(new SequenceStep.CreateSnapshot(name, at));
        ModelStorage.Point point = at.in(model).orElseThrow();
        if (!point.insideChange()) {
            model.snapshots().putIfAbsent(name, point);
        }
    }

    private void addClock() {
        List<Duration> moves = List.of(
                Duration.ofSeconds(1),
                Duration.ofNanos(1),
                Duration.ofDays(1),
                Duration.ofHours(-1),
                Duration.ofSeconds(-1));
        steps.add(new SequenceStep.MoveClock(moves.get(random.nextInt(moves.size()))));
    }

    private void addPrune() {
        List<Duration> times = List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(1));
        KeepRules.Builder rules = KeepRules.builder()
                .keepLast(1 + random.nextInt(4))
                .keepWithin(times.get(random.nextInt(times.size())))
                .keepDaily(random.nextInt(3))
                .keepWeekly(random.nextInt(2))
                .keepMonthly(random.nextInt(2));
        if (random.nextInt(3) == 0) {
            rules.branches(List.of(anyBranch().name()));
        }
        steps.add(new SequenceStep.Prune(rules.build()));
        model.prune(rules.build());
    }

    private ModelStorage.Branch anyBranch() {
        List<ModelStorage.Branch> branches = List.copyOf(model.branches().values());
        return branches.get(random.nextInt(branches.size()));
    }

    private String anySnapshot() {
        List<String> snapshots = List.copyOf(model.snapshots().keySet());
        return snapshots.isEmpty() ? "nothing" : snapshots.get(random.nextInt(snapshots.size()));
    }

    private Place anyPlace() {
        if (!model.snapshots().isEmpty() && random.nextInt(5) == 0) {
            return new Place.AtSnapshot(anySnapshot());
        }
        ModelStorage.Branch branch = anyBranch();
        int size = branch.lineage().size();
        int changes = random.nextBoolean() ? size : random.nextInt(size + 1);
        int steps = random.nextInt(6) == 0 ? random.nextInt(MAX_OPERATIONS) : 0;
        return new Place.OnBranch(branch.name(), changes, steps);
    }
}

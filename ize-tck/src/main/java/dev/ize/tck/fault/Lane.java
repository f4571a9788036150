package dev.ize.tck.fault;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.ChangeId;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A seeded workload on branches and snapshots of its own, and a record of what each of its steps leaves.
 *
 * <p>The n-th step follows from the seed, the lane's number and the steps before it, never from the storage: a
 * process that knows how many steps were acknowledged knows what the store must hold. Several lanes may use one
 * store at once, each from a thread of its own; lane 0 has the main branch.
 */
final class Lane {
    private static final String MESSAGE_STEP = " step ";
    private static final int MAX_FILES = 40;
    private static final int MAX_FORKS = 3;
    private static final int MAX_SNAPSHOTS = 4;

    /**
     * A branch's tree after one of its changes.
     *
     * @param message of the change
     * @param change its number, where this process applied it
     * @param tree files with their bytes, directories without
     */
    record Version(String message, Optional<ChangeId> change, SortedMap<StorePath, Optional<SeededBytes>> tree) {}

    private final long seed;
    private final int number;
    private final Sizes sizes;
    private final SortedMap<String, List<Version>> branches = new TreeMap<>();
    private final SortedMap<String, SortedMap<StorePath, Optional<SeededBytes>>> snapshots = new TreeMap<>();
    private int steps;

    Lane(long seed, int number, Sizes sizes) {
        this.seed = seed;
        this.number = number;
        this.sizes = sizes;
        if (number == 0) {
            branches.put(name(), List.of());
        }
    }

    /** The lane after a number of steps. */
    static Lane after(int steps, long seed, int number, Sizes sizes) {
        Lane lane = new Lane(seed, number, sizes);
        while (lane.steps < steps) {
            lane.skip();
        }
        return lane;
    }

    /** The lane's own branch; the names of all that it makes start with it. */
    String name() {
        return number == 0 ? "main" : "lane" + number;
    }

    /** Whether a branch or snapshot of this name is the lane's. */
    boolean owns(String name) {
        return name.equals(name()) || name.startsWith(name() + ".");
    }

    int number() {
        return number;
    }

    /** How many steps the lane has taken. */
    int steps() {
        return steps;
    }

    /** The lane's branches, each with its lineage's versions, oldest first. */
    SortedMap<String, List<Version>> branches() {
        return Collections.unmodifiableSortedMap(branches);
    }

    /** The trees that the lane's snapshots show. */
    SortedMap<String, SortedMap<StorePath, Optional<SeededBytes>>> snapshots() {
        return Collections.unmodifiableSortedMap(snapshots);
    }

    /** Takes the next step in a storage; where that throws, the lane stays where it is. */
    Step run(FileSystemStorage storage) {
        Step step = next();
        Optional<AppliedChange> applied = step.run(storage);
        take(step, applied.map(AppliedChange::id));
        return step;
    }

    /** Takes the next step in the record only: a storage has taken it already. */
    void skip() {
        take(next(), Optional.empty());
    }

    private Step next() {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number * 7_919L + steps);
        if (branches.isEmpty()) {
            return new Step.ForkOfNothing(name());
        }
        int choice = random.nextInt(100);
        List<String> forks = branches.keySet().stream()
                .filter(branch -> !branch.equals(name()))
                .toList();
        String branch = forks.isEmpty() || random.nextInt(3) > 0 ? name() : forks.get(random.nextInt(forks.size()));
        String made = name() + "." + steps;
        if (choice < 8 && forks.size() < MAX_FORKS) {
            return new Step.Fork(branch, made);
        }
        if (choice < 14 && !forks.isEmpty()) {
            return new Step.DeleteBranch(forks.get(random.nextInt(forks.size())));
        }
        if (choice < 22 && snapshots.size() < MAX_SNAPSHOTS) {
            return new Step.CreateSnapshot(branch, made);
        }
        if (choice < 27 && !snapshots.isEmpty()) {
            List<String> names = List.copyOf(snapshots.keySet());
            return new Step.DeleteSnapshot(names.get(random.nextInt(names.size())));
        }
        if (choice < 38) {
            return new Step.Stage(branch, message(), stagedEdits(branch, random), choice > 29);
        }
        return new Step.Apply(branch, message(), edits(branch, 1 + random.nextInt(4), random));
    }

    private String message() {
        return "lane " + number + MESSAGE_STEP + steps;
    }

    /** How many steps the lane had taken after the one that made a change with this message. */
    int stepsAfter(String message) {
        return Integer.parseInt(message.substring(message.indexOf(MESSAGE_STEP) + MESSAGE_STEP.length())) + 1;
    }

    private List<Edit> edits(String branch, int count, SplittableRandom random) {
        SortedMap<StorePath, Optional<SeededBytes>> tree = new TreeMap<>(head(branch));
        List<Edit> edits = new ArrayList<>();
        while (edits.size() < count) {
            Edit edit = edit(tree, edits.size(), random);
            edit.applyTo(tree);
            edits.add(edit);
        }
        return edits;
    }

    private Edit edit(SortedMap<StorePath, Optional<SeededBytes>> tree, int position, SplittableRandom random) {
        List<StorePath> files = tree.entrySet().stream()
                .filter(entry ->
                        entry.getValue().isPresent() && entry.getKey().names().size() == 1)
                .map(Map.Entry::getKey)
                .toList();
        int choice = files.size() < 5 ? 0 : files.size() > MAX_FILES ? 9 : random.nextInt(10);
        StorePath made = StorePath.of("f" + steps + "-" + position);
        if (choice < 3) {
            return new Edit.Create(made, bytes(random));
        }
        StorePath file = files.get(random.nextInt(files.size()));
        return switch (choice) {
            case 3, 4 -> new Edit.Replace(file, bytes(random));
            case 5, 6 ->
                new Edit.Write(
                        file, patch(Objects.requireNonNull(tree.get(file)).orElseThrow(), random));
            case 7, 8 -> new Edit.Rename(file, made);
            default -> new Edit.Delete(file);
        };
    }

    /** A directory full of small files, and a few edits of what was there. */
    private List<Edit> stagedEdits(String branch, SplittableRandom random) {
        List<Edit> edits = new ArrayList<>(edits(branch, 3, random));
        StorePath directory = StorePath.of("d" + steps);
        edits.add(new Edit.MakeDirectory(directory));
        int files = random.nextInt(12) == 0 ? sizes.manyFiles() : 1 + random.nextInt(8);
        for (int i = 0; i < files; i++) {
            int length = files == sizes.manyFiles() ? random.nextInt(2_000) : sizes.next(random);
            edits.add(new Edit.MakeDirectory(directory.resolve("d" + i)));
            edits.add(new Edit.Create(directory.resolve("d" + i).resolve("f"), bytes(random, length)));
        }
        return edits;
    }

    private SeededBytes bytes(SplittableRandom random) {
        return bytes(random, sizes.next(random));
    }

    private static SeededBytes bytes(SplittableRandom random, int length) {
        return SeededBytes.of(random.nextLong() >>> 1, length);
    }

    private static SeededBytes.Patch patch(SeededBytes before, SplittableRandom random) {
        int offset = random.nextInt(before.size() + 1) + (random.nextInt(8) == 0 ? 10_000 : 0);
        return new SeededBytes.Patch(offset, random.nextLong() >>> 1, 1 + random.nextInt(3_000));
    }

    private SortedMap<StorePath, Optional<SeededBytes>> head(String branch) {
        List<Version> versions = branches.getOrDefault(branch, List.of());
        return versions.isEmpty()
                ? Collections.emptySortedMap()
                : versions.get(versions.size() - 1).tree();
    }

    private void take(Step step, Optional<ChangeId> change) {
        if (step instanceof Step.Apply apply) {
            append(apply.branch(), apply.message(), apply.edits(), change);
        } else if (step instanceof Step.Stage stage) {
            if (stage.published()) {
                append(stage.branch(), stage.message(), stage.edits(), change);
            }
        } else if (step instanceof Step.Fork fork) {
            branches.put(fork.name(), branches.getOrDefault(fork.branch(), List.of()));
        } else if (step instanceof Step.ForkOfNothing fork) {
            branches.put(fork.name(), List.of());
        } else if (step instanceof Step.DeleteBranch delete) {
            branches.remove(delete.name());
        } else if (step instanceof Step.CreateSnapshot create) {
            snapshots.put(create.name(), head(create.branch()));
        } else if (step instanceof Step.DeleteSnapshot delete) {
            snapshots.remove(delete.name());
        }
        steps++;
    }

    private void append(String branch, String message, List<Edit> edits, Optional<ChangeId> change) {
        SortedMap<StorePath, Optional<SeededBytes>> tree = new TreeMap<>(head(branch));
        edits.forEach(edit -> edit.applyTo(tree));
        List<Version> versions = new ArrayList<>(branches.getOrDefault(branch, List.of()));
        versions.add(new Version(message, change, Collections.unmodifiableSortedMap(tree)));
        branches.put(branch, Collections.unmodifiableList(versions));
    }
}

package dev.ize.tck.fault;

import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ChangeId;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Node;
import dev.ize.spi.Progress;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Compares a store with the record of a lane: branches, snapshots, logs, and the tree of every version with the
 * bytes of every file. It goes on after each finding, so that one damaged record does not hide the rest.
 */
final class Survey {
    private static final int LOG_PAGE = 1_000;

    /** Versions of a branch over this number are sampled evenly; each costs a walk. */
    private static final int MAX_VERSIONS = 64;

    /** Contents over this size are read once for all versions that have them. */
    private static final int READ_ALWAYS_BYTES = 4 << 10;

    private final FileSystemStorage storage;
    private final Lane lane;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<SeededBytes, Node.File> seen = new LinkedHashMap<>();
    private final boolean headsOnly;

    private Survey(FileSystemStorage storage, Lane lane, boolean headsOnly) {
        this.storage = storage;
        this.lane = lane;
        this.headsOnly = headsOnly;
    }

    /** What is not as it should be; nothing if all is well. */
    static List<Finding> of(FileSystemStorage storage, Lane lane) {
        return new Survey(storage, lane, false).findings();
    }

    /** The same without the versions between the snapshots and the branches' heads. */
    static List<Finding> ofHeads(FileSystemStorage storage, Lane lane) {
        return new Survey(storage, lane, true).findings();
    }

    /**
     * The number of steps that the logs of a lane's branches tell of: that after which its newest logged change was the
     * last. A step that is no change is in no log.
     */
    static int stepsInLogs(FileSystemStorage storage, Lane lane) {
        return storage.branches().stream()
                .filter(branch -> lane.owns(branch.name()))
                .flatMap(branch -> changes(storage.branch(branch.name())).stream())
                .mapToInt(change -> lane.stepsAfter(change.message()))
                .reduce(0, Math::max);
    }

    /** Fails where a full verification of a store finds anything. */
    static void requireSound(FileSystemStorage storage) {
        VerificationReport report = storage.verify(VerificationOptions.full(), Progress.NONE);
        if (report.found() > 0) {
            throw new AssertionError("A verification finds " + report.findings());
        }
    }

    private List<Finding> findings() {
        compareNames();
        lane.branches().forEach(this::compareBranch);
        lane.snapshots().forEach((name, tree) -> compareTree("snapshot " + name, () -> storage.atSnapshot(name), tree));
        compareStatistics();
        return findings;
    }

    private void compareNames() {
        ask(
                        "branches",
                        () -> storage.branches().stream()
                                .map(BranchDescription::name)
                                .toList())
                .ifPresent(
                        names -> compareNames("branch", names, lane.branches().keySet()));
        ask("snapshots", () -> storage.snapshots().stream().map(Snapshot::name).toList())
                .ifPresent(names ->
                        compareNames("snapshot", names, lane.snapshots().keySet()));
    }

    private void compareNames(String what, Collection<String> actual, Set<String> expected) {
        Set<String> own = new HashSet<>(actual);
        own.removeIf(name -> !lane.owns(name));
        compareSets(what, own, expected);
    }

    private <T> void compareSets(String what, Set<T> actual, Set<T> expected) {
        expected.stream().filter(name -> !actual.contains(name)).forEach(name -> find(Finding.Kind.LOST, what, name));
        actual.stream()
                .filter(name -> !expected.contains(name))
                .forEach(name -> find(Finding.Kind.SURPLUS, what, name));
    }

    private void compareBranch(String name, List<Lane.Version> versions) {
        Optional<Branch> found =
                ask("branch " + name, () -> storage.findBranch(name)).flatMap(branch -> branch);
        if (found.isEmpty()) {
            return;
        }
        Branch branch = found.get();
        List<ChangeDescription> logged =
                ask("log of " + name, () -> changes(branch)).orElse(List.of());
        // What was pruned is the oldest part of the log.
        boolean pruned =
                ask("floor of " + name, branch::floor).flatMap(floor -> floor).isPresent();
        int forgotten = pruned ? Math.max(0, versions.size() - logged.size()) : 0;
        List<Lane.Version> readable = versions.subList(forgotten, versions.size());
        if (!logged.isEmpty() || versions.isEmpty()) {
            compareLog(name, logged, readable);
        }
        SortedMap<StorePath, Optional<SeededBytes>> newest = versions.isEmpty()
                ? new TreeMap<>()
                : versions.get(versions.size() - 1).tree();
        compareTree("head of " + name, branch::head, newest);
        int stride = 1 + readable.size() / MAX_VERSIONS;
        for (int i = 0; i < readable.size() && !headsOnly; i += stride) {
            Lane.Version version = readable.get(i);
            Optional<ChangeId> change = version.change();
            if (change.isEmpty() && i < logged.size()) {
                change = Optional.of(logged.get(i).id());
            }
            change.ifPresent(id -> compareTree(version.message(), () -> branch.at(id), version.tree()));
        }
    }

    private static List<ChangeDescription> changes(Branch branch) {
        Map<ChangeId, ChangeDescription> changes = new LinkedHashMap<>();
        LogQuery query = LogQuery.oldestFirst(LOG_PAGE);
        List<LoggedOperation> page;
        do {
            page = branch.log(query);
            page.forEach(operation -> changes.putIfAbsent(operation.change().id(), operation.change()));
            if (!page.isEmpty()) {
                query = query.after(page.get(page.size() - 1).id());
            }
        } while (page.size() == LOG_PAGE);
        return List.copyOf(changes.values());
    }

    private void compareLog(String name, List<ChangeDescription> logged, List<Lane.Version> versions) {
        List<String> expected = versions.stream().map(Lane.Version::message).toList();
        List<String> actual = logged.stream().map(ChangeDescription::message).toList();
        if (actual.equals(expected)) {
            return;
        }
        compareSets("change of " + name, new HashSet<>(actual), new HashSet<>(expected));
        if (Set.copyOf(actual).equals(Set.copyOf(expected))) {
            find(Finding.Kind.WRONG, "order of the log of", name);
        }
    }

    private void compareTree(String what, Supplier<View> point, SortedMap<StorePath, Optional<SeededBytes>> tree) {
        Optional<View> view = ask(what, point);
        Optional<List<Entry>> entries = view.flatMap(
                at -> ask("walk of " + what, () -> at.walk(StorePath.ROOT).toList()));
        if (entries.isEmpty()) {
            return;
        }
        Map<StorePath, Entry> actual = new LinkedHashMap<>();
        entries.get().stream().skip(1).forEach(entry -> actual.put(entry.path(), entry));
        compareSets("path at " + what, actual.keySet(), tree.keySet());
        tree.forEach((path, bytes) -> {
            if (actual.containsKey(path)) {
                Node node = Objects.requireNonNull(actual.get(path)).node();
                compareNode(path + " at " + what, view.get(), path, node, bytes);
            }
        });
    }

    private void compareNode(String what, View view, StorePath path, Node node, Optional<SeededBytes> bytes) {
        if (node instanceof Node.File file && bytes.isPresent()) {
            compareBytes(what, view, path, file, bytes.get());
        } else if (!(node instanceof Node.Directory) || bytes.isPresent()) {
            find(Finding.Kind.WRONG, "kind of", what);
        }
    }

    private void compareBytes(String what, View view, StorePath path, Node.File file, SeededBytes expected) {
        Node.File known = seen.get(expected);
        if (file.size() != expected.size()) {
            ask("bytes of " + what, () -> view.read(path))
                    .ifPresent(actual -> findOther("length of " + what, path, actual));
        } else if (known != null && known.content().equals(file.content()) && file.size() > READ_ALWAYS_BYTES) {
            return;
        } else {
            ask("bytes of " + what, () -> view.read(path)).ifPresent(actual -> {
                if (Arrays.equals(actual, expected.bytes())) {
                    seen.put(expected, file);
                } else {
                    findOther("bytes of " + what, path, actual);
                }
            });
        }
    }

    /** A version that the path had at another time shows that one is lost; bytes that it never had are wrong. */
    private void findOther(String what, StorePath path, byte[] actual) {
        boolean wasThere = lane.branches().values().stream()
                .flatMap(List::stream)
                .map(version -> version.tree().get(path))
                .filter(Objects::nonNull)
                .flatMap(Optional::stream)
                .anyMatch(bytes -> Arrays.equals(bytes.bytes(), actual));
        find(wasThere ? Finding.Kind.LOST : Finding.Kind.WRONG, what, "");
    }

    private void compareStatistics() {
        Optional<StorageStatistics> asked = ask("statistics", storage::statistics);
        if (asked.isEmpty()) {
            return;
        }
        long branches = asked.get().branches();
        ask("branches", storage::branches).ifPresent(all -> {
            if (all.size() != branches) {
                find(Finding.Kind.WRONG, "number of branches in the statistics", branches);
            }
        });
        long snapshots = asked.get().snapshots();
        ask("snapshots", storage::snapshots).ifPresent(all -> {
            if (all.size() != snapshots) {
                find(Finding.Kind.WRONG, "number of snapshots in the statistics", snapshots);
            }
        });
    }

    /** What a call returns, unless it throws, which is a finding. */
    private <T> Optional<T> ask(String what, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StorageException e) {
            find(Finding.Kind.REPORTED, what, withCauses(e));
        } catch (RuntimeException | VirtualMachineError e) {
            find(Finding.Kind.UNTYPED, what, withCauses(e));
        }
        return Optional.empty();
    }

    private static String withCauses(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.toString() : failure + " because of " + withCauses(cause);
    }

    private void find(Finding.Kind kind, String what, Object which) {
        findings.add(new Finding(kind, what + " " + which));
    }
}

package dev.ize.bench;

import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.floor.FloorWorkloads;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import dev.ize.bench.storage.StorageWorkloads;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/**
 * The cells that a profile chooses, measured one after the other on every backend that is found, and on the bare engines
 * beside them.
 *
 * <p><i>Threads:</i> one. <i>Failure:</i> a cell that fails is left out with its reason, and the others go on.
 */
public final class Matrix {
    /** Results are written at most so often while cells go on. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(10);

    private final Profile profile;
    private final FileSystemStorages.Discovery discovery;
    private final Set<String> subjects;
    private final Set<String> workloads;

    /**
     * Plans a matrix.
     *
     * @param profile which cells
     * @param subjects backends and bare engines to measure, by their ids; empty: all
     * @param workloads names of the workloads to measure; empty: all
     * @throws IllegalArgumentException for a name that nothing has, with those that there are
     */
    public Matrix(Profile profile, Set<String> subjects, Set<String> workloads) {
        this.profile = profile;
        this.discovery = FileSystemStorages.discover();
        this.subjects = subjects;
        this.workloads = workloads;
        Set<String> known = new LinkedHashSet<>(backends());
        known.addAll(BareEngines.ids());
        check("backend", subjects, known);
        Set<String> names =
                workloads().stream().map(Workload::name).collect(Collectors.toCollection(LinkedHashSet::new));
        names.add(RealHistory.NAME);
        check("workload", workloads, names);
    }

    /** All workloads, in the order in which they are measured. */
    public static List<Workload> workloads() {
        return Stream.concat(StorageWorkloads.all().stream(), FloorWorkloads.all().stream())
                .toList();
    }

    /** Whether the real history is to be measured too. */
    public boolean includesHistory() {
        return workloads.isEmpty() || workloads.contains(RealHistory.NAME);
    }

    /** The cells, in the order in which they are measured. */
    public List<Cell> cells() {
        return chosen().flatMap(workload -> workload.cells(profile, subjectsOf(workload.family())).stream())
                .toList();
    }

    /**
     * Measures all cells and writes what there is to know of them to a directory.
     *
     * @return how many cells gave no figure
     */
    public int run(Path out, MatrixListener listener) {
        Instant start = Instant.now();
        ResultDirectory results = new ResultDirectory(out);
        List<LeftOut> leftOut = leftOutBefore();
        List<Cell> cells = cells();
        List<RunResult> measured = new ArrayList<>();
        int failed = 0;
        try (FreshDirectory run = FreshDirectory.in(out.toAbsolutePath())) {
            run.removeAtExit();
            Machine.spreadDirectories(run.path());
            CellRun cellRun = new CellRun(profile, run.path());
            MachineFacts facts = Machine.facts(run.path(), start, this);
            results.writeMachine(facts);
            Schedule schedule = new Schedule(profile, cells);
            Instant written = start;
            for (Cell cell : cells) {
                listener.begins(cell, schedule.number(), cells.size(), schedule.left());
                try {
                    RunResult result = cellRun.run(cell);
                    measured.add(result);
                    listener.measured(cell, figure(result));
                } catch (CellRun.CellException e) {
                    failed++;
                    leftOut.add(new LeftOut(cell.toString(), e.reason()));
                    listener.failed(cell, e.reason());
                }
                schedule.done();
                if (Duration.between(written, Instant.now()).compareTo(BETWEEN_WRITES) > 0) {
                    results.writeJmh(measured);
                    written = Instant.now();
                }
            }
            results.writeMachine(facts.after(Duration.between(start, Instant.now())));
        }
        results.writeJmh(measured);
        results.writeLeftOut(leftOut);
        return failed;
    }

    Profile profile() {
        return profile;
    }

    /** What was measured by what: names, and versions or descriptions. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        for (FileSystemStorageProvider provider : discovery.providers()) {
            if (subjectsOf(Family.STORAGE).contains(provider.id())) {
                versions.put(provider.id(), provider.description());
            }
        }
        return versions;
    }

    private Stream<Workload> chosen() {
        return workloads().stream().filter(workload -> workloads.isEmpty() || workloads.contains(workload.name()));
    }

    private Set<String> backends() {
        return discovery.providers().stream()
                .map(FileSystemStorageProvider::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> subjectsOf(Family family) {
        Set<String> found = family == Family.STORAGE ? backends() : new LinkedHashSet<>(BareEngines.ids());
        if (!subjects.isEmpty()) {
            found.retainAll(subjects);
        }
        return found;
    }

    /** What is known to be missing before anything is measured. */
    private List<LeftOut> leftOutBefore() {
        List<LeftOut> leftOut = new ArrayList<>();
        discovery.failures().forEach(failure -> leftOut.add(new LeftOut("a backend", failure)));
        if (!subjects.isEmpty()) {
            leftOut.add(new LeftOut("all backends but " + String.join(", ", subjects), "They were not asked for."));
        }
        if (!workloads.isEmpty()) {
            leftOut.add(new LeftOut("all workloads but " + String.join(", ", workloads), "They were not asked for."));
        }
        chosen().forEach(workload -> addLeftToFull(workload, leftOut));
        leftOut.addAll(FloorWorkloads.leftOut());
        if (!Machine.isLinux()) {
            leftOut.add(new LeftOut("bytes written, peak memory", "Only Linux tells them."));
        }
        return leftOut;
    }

    private void addLeftToFull(Workload workload, List<LeftOut> leftOut) {
        List<Workload.Variation> measured = workload.variations().getOrDefault(profile, List.of());
        for (Workload.Variation variation : workload.variations().getOrDefault(Profile.FULL, List.of())) {
            if (!measured.contains(variation)) {
                leftOut.add(new LeftOut(
                        new Cell(workload, variation.parameters(), variation.threads()).toString(),
                        "Only the profile full measures it."));
            }
        }
    }

    private static String figure(RunResult result) {
        double score = result.getPrimaryResult().getScore();
        double error = result.getPrimaryResult().getScoreError();
        String spread = Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %.1f", error);
        return String.format(
                Locale.ROOT,
                "%.1f%s %s",
                score,
                spread,
                result.getPrimaryResult().getScoreUnit());
    }

    private static void check(String what, Set<String> asked, Set<String> known) {
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no " + what + " '" + name + "'; there are " + String.join(", ", known) + ".");
            }
        }
    }
}

package dev.ize.cli;

import dev.ize.bench.Matrix;
import dev.ize.bench.MatrixListener;
import dev.ize.bench.RealHistory;
import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.ResultDirectory;
import dev.ize.bench.report.Comparison;
import dev.ize.bench.report.Report;
import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the backends. */
@Command(
        name = "bench",
        header = "Measures the backends, beside bare engines, git and JGit.",
        description = {
            "Runs each workload of a profile on every backend that is found, records successive releases of a project beside"
                    + " git, JGit and a copy, and writes raw results and a report to a directory, in which the stores lie"
                    + " meanwhile. What cannot be measured is left out, with the reason.",
            "%nsmoke shows within three minutes that everything runs; its figures mean nothing. short takes up to 25"
                    + " minutes on two cores, full some hours. Leave the machine alone meanwhile."
        },
        footer = {
            "%nThe exit code is 1 if a cell gave no figure, or a contender of the history gave back what was not recorded.",
            "%nWith --json: directory, cells, failed, milliseconds; with --list, each cell: cell, workload, description.",
            "%nExamples:",
            "  ize bench --profile smoke",
            "  ize bench --backend lmdb --backend rocksdb --workload list",
            "  ize bench --workload history --history release-1.0 release-1.1 release-1.2",
            "  ize bench compare before after"
        })
final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");
    private static final int SECONDS_A_MINUTE = 60;

    private final Ize ize;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "How much to measure: smoke, short or full. Default: short.")
    private String profile = Profile.SHORT.toString();

    @Option(
            names = "--backend",
            paramLabel = "ID",
            split = ",",
            description = "Measure only this backend, and the bare engine of this name. Default: all.")
    private Set<String> backends = new LinkedHashSet<>();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            description = "Measure only this workload; 'history' is the releases. Default: all.")
    private Set<String> workloads = new LinkedHashSet<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go. Default: a new directory here, named after profile and time.")
    private Optional<String> out = Optional.empty();

    @Option(
            names = "--history",
            arity = "1..*",
            paramLabel = "DIR",
            description =
                    "The releases to record: directories, the oldest first, or one directory of jars. Default: ten"
                            + " releases of Guava, where the ize script has fetched them.")
    private List<String> releases = List.of();

    @Option(names = "--list", description = "Measure nothing; print what would be measured.")
    private boolean list;

    BenchCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        Profile chosen = Arrays.stream(Profile.values())
                .filter(known -> known.toString().equals(profile))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("There is no profile '" + profile + "'; take smoke, short or full."));
        Matrix matrix;
        try {
            matrix = new Matrix(chosen, backends, workloads);
            RealHistory.check(directories());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (list) {
            print(matrix.cells());
            return ExitCode.DONE;
        }
        Path directory = directory(chosen);
        long start = System.nanoTime();
        Lines lines = new Lines();
        int failed = matrix.run(directory, lines);
        if (matrix.includesHistory()) {
            failed += runHistory(directory, chosen, lines);
        }
        Report.write(directory, Matrix.workloads());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        int cells = matrix.cells().size();
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("directory", directory.toString())
                    .put("cells", cells)
                    .put("failed", failed)
                    .put("milliseconds", time.toMillis()));
        } else {
            String without = failed == 0 ? "" : ", of which " + failed + " gave no figure";
            ize.say("Measured " + Sizes.count(cells, "cell") + without + " in " + text(time) + "; the report is "
                    + Printable.of(directory.resolve(Report.HTML_FILE).toString()) + ".");
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** Gives the number of contenders that erred or failed. */
    private int runHistory(Path directory, Profile chosen, Lines lines) throws IOException {
        return RealHistory.run(directory, chosen, backends, directories(), lines::say)
                .map(result -> (int) result.contenders().stream()
                        .filter(contender -> contender.mismatch().isPresent())
                        .count())
                .orElse(0);
    }

    private List<Path> directories() {
        return releases.stream().map(ize::localPath).toList();
    }

    @Command(name = "report", header = "Writes the report anew, from the raw results of a run.")
    int report(@Parameters(paramLabel = "DIR", description = "Where the results are.") String results)
            throws IOException {
        Path directory = results(results);
        Report.write(directory, Matrix.workloads());
        ize.say("The report is "
                + Printable.of(directory.resolve(Report.HTML_FILE).toString()) + ".");
        return ExitCode.DONE;
    }

    @Command(
            name = "compare",
            header = "Tells what moved between two runs beyond noise.",
            description = {
                "A figure moved if the intervals of its errors in both runs do not touch. What one run has only, and what"
                        + " was measured once, is not judged.",
                "%nThe exit code is 1 if anything takes more than before.",
                "%nWith --json, each figure that moved: what, before, after, factor."
            })
    int compare(
            @Parameters(paramLabel = "OLD", description = "Where the older results are.") String older,
            @Parameters(paramLabel = "NEW", description = "Where the newer ones are.") String newer)
            throws IOException {
        Comparison comparison = Comparison.of(results(older), results(newer), Matrix.workloads());
        new ComparisonPrinter(ize).print(comparison);
        return comparison.isWorse() ? ExitCode.DIFFERENCE : ExitCode.DONE;
    }

    private Path results(String text) {
        Path directory = LocalDirectory.readable(ize.localPath(text));
        if (!new ResultDirectory(directory).has(ResultDirectory.MACHINE_FILE)) {
            throw new UsageException("No run has left its results there. directory=" + directory);
        }
        return directory;
    }

    private Path directory(Profile chosen) {
        String now = DAY_AND_MINUTE.format(ZonedDateTime.ofInstant(
                ize.surroundings().clock().instant(), ize.surroundings().zone().get()));
        return ize.localPath(out.orElse("ize-bench-" + chosen + "-" + now));
    }

    private void print(List<Cell> cells) {
        if (ize.json()) {
            cells.forEach(cell -> ize.print(new JsonLine()
                    .put("cell", cell.toString())
                    .put("workload", cell.workload().name())
                    .put("description", cell.workload().description())));
            return;
        }
        Set<Workload> shown = cells.stream().map(Cell::workload).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Workload workload : shown) {
            ize.out().line(workload.name() + ": " + workload.description());
            cells.stream()
                    .filter(cell -> cell.workload().equals(workload))
                    .forEach(cell -> ize.out().line("  " + cell));
        }
    }

    private static String text(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 2 * SECONDS_A_MINUTE
                ? seconds + " s"
                : Math.round(seconds / (double) SECONDS_A_MINUTE) + " min";
    }

    /** A line for each cell on standard error, for people. */
    private final class Lines implements MatrixListener {
        private String begun = "";

        @Override
        public void begins(Cell cell, int number, int count, Optional<Duration> left) {
            String remaining = left.map(time -> ", " + text(time) + " left").orElse("");
            begun = String.format(Locale.ROOT, "%d of %d%s: %s", number, count, remaining, cell);
        }

        @Override
        public void measured(Cell cell, String figure) {
            say(begun + ": " + figure);
        }

        @Override
        public void failed(Cell cell, String reason) {
            say(begun + ": no figure: " + reason);
        }

        void say(String text) {
            if (!ize.quiet() && !ize.json()) {
                ize.surroundings().err().line(Printable.of(text));
                ize.surroundings().err().flush();
            }
        }
    }
}

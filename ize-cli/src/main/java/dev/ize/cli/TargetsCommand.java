package dev.ize.cli;

import dev.ize.bench.targets.TargetPage;
import dev.ize.bench.targets.TargetRun;
import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what is reached of the targets of speed and size. */
@Command(
        name = "targets",
        header = "Measures each target of speed and size on each backend.",
        description = {
            "Each line of the table of targets is measured beside what it is to be compared with: git, JGit, the bare"
                    + " engine, another size. The sides take turns, and what they give back is checked. Writes raw results"
                    + " and a page, in which a target that is missed is called so, with where its time goes.",
            "%nIt takes up to 18 minutes on two cores. Leave the machine alone meanwhile. The history is ten releases each of"
                    + " a library's sources, of bundles of JavaScript, and of class files, which the ize script fetches."
        },
        footer = {
            "%nThe exit code is 1 if a figure could not be had. A target that is missed is no error.",
            "%nWith --json: directory, leftOut.",
            "%nExamples:",
            "  ize bench targets",
            "  ize bench targets --line read --backend lmdb",
            "  ize bench targets --line import --history release-1.0 release-1.1 release-1.2"
        })
final class TargetsCommand implements Callable<Integer> {
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

    private final Ize ize;

    @Option(
            names = "--backend",
            paramLabel = "ID",
            split = ",",
            description = "Measure only this backend. Default: all.")
    private Set<String> backends = new LinkedHashSet<>();

    @Option(
            names = "--line",
            paramLabel = "NAME",
            split = ",",
            description = "Measure only this line: import, read, history, difference, overwrite, threads, snapshot,"
                    + " start, large, unchanged or record. Default: all.")
    private Set<String> lines = new LinkedHashSet<>();

    @Option(
            names = "--history",
            arity = "1..*",
            paramLabel = "KIND|DIR",
            description = "The releases to record: sources, bundles, classes, or directories of one series, the oldest"
                    + " first. Default: all three kinds.")
    private List<String> histories = List.of();

    @Option(
            names = "--quick",
            description = "Only show, within a minute, that everything runs; the figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go. Default: a new directory here, named after the time.")
    private Optional<String> out = Optional.empty();

    TargetsCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        TargetRun run;
        try {
            run = new TargetRun(backends, lines, histories(), quick);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        Path directory = directory();
        int leftOut = run.run(directory, this::tell);
        if (ize.json()) {
            ize.print(new JsonLine().put("directory", directory.toString()).put("leftOut", leftOut));
        } else {
            ize.say("The page is "
                    + Printable.of(directory.resolve(TargetPage.FILE).toString()) + ".");
        }
        return leftOut == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private List<Path> histories() {
        return histories.stream()
                .map(text -> TargetRun.historyKinds().contains(text) ? Path.of(text) : ize.localPath(text))
                .toList();
    }

    private Path directory() {
        String now = DAY_AND_MINUTE.format(ZonedDateTime.ofInstant(
                ize.surroundings().clock().instant(), ize.surroundings().zone().get()));
        return ize.localPath(out.orElse("ize-bench-targets-" + now));
    }

    private void tell(String text) {
        if (!ize.quiet() && !ize.json()) {
            ize.surroundings().err().line(Printable.of(text));
            ize.surroundings().err().flush();
        }
    }
}

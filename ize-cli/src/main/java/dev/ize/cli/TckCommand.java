package dev.ize.cli;

import dev.ize.cli.kit.JsonReport;
import dev.ize.cli.kit.KitOrder;
import dev.ize.cli.kit.KitProcess;
import dev.ize.cli.kit.KitReport;
import dev.ize.cli.kit.KitSummary;
import dev.ize.cli.kit.ReportFiles;
import dev.ize.cli.output.Printable;
import dev.ize.tck.Profile;
import dev.ize.tck.rule.RuleBook;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether a backend is right. */
@Command(
        name = "tck",
        header = "Runs the compatibility kit against an engine.",
        description = {
            "Tells rule by rule whether a backend does what Ize asks of it; docs/tck-rules.md has the rules. It runs in a"
                    + " Java of its own with a heap of 1 GiB, in a temporary directory, and touches no store.",
            "",
            "A rule is skipped where this system cannot check it, and not applicable where it needs a newer Java. A"
                    + " backend is ize-compatible in a profile if none of its rules failed, was skipped or was not run."
        },
        footer = {
            "%nThe exit code is 0 if the backend is compatible or the rules that were asked for hold, 1 if a rule is"
                    + " broken, 2 for wrong use, and 4 if a rule was skipped or not run, as when the backend ends the"
                    + " process.",
            "%nExamples:",
            "  ize tck --backend lmdb",
            "  ize tck --backend mine --classpath mine.jar:x.jar --report out",
            "  ize tck --backend mine --classpath mine.jar --rule history-1 --seed 1234",
            "%nWith --json: what is written to tck-report.json."
        })
final class TckCommand implements Callable<Integer> {
    private final Ize ize;

    @Option(names = "--backend", paramLabel = "ID", required = true, description = "The backend's id.")
    private String backend = "";

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and directories to find the backend in, separated as in a class path.")
    private Optional<String> classPath = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "How much: quick (the default, a minute or two), full (a quarter of an hour; with processes"
                    + " that are killed, disks that fill, files that rot), or soak (hours; power cuts need root).")
    private String profile = "quick";

    @Option(names = "--rule", paramLabel = "ID", description = "Only the tests that show this rule. May be repeated.")
    private Set<String> rules = new LinkedHashSet<>();

    @Option(names = "--seed", paramLabel = "N", description = "Run random sequences only from this seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write tck-report.json, tck-report.html, TEST-ize-tck.xml and tck-output.txt there.")
    private Optional<String> report = Optional.empty();

    TckCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        KitOrder order = order();
        Optional<Path> directory = report.map(ize::localPath);
        if (directory.isPresent()) {
            Files.createDirectories(directory.get());
        }
        try (KitProcess process = new KitProcess(order)) {
            KitReport result = follow(process);
            Optional<String> refusal = result.record().refusal();
            if (refusal.isPresent()) {
                throw new UsageException(refusal.get());
            }
            if (directory.isPresent()) {
                ReportFiles.write(result, process.output(), directory.get());
            }
            print(result);
            directory.ifPresent(it -> ize.say("Report: " + Printable.of(it.resolve("tck-report.html"))));
            return code(result);
        }
    }

    private KitOrder order() {
        for (String rule : rules) {
            if (!RuleBook.whole().contains(rule)) {
                throw new UsageException("There is no rule '" + rule + "'; docs/tck-rules.md lists them.");
            }
        }
        Profile chosen;
        try {
            chosen = Profile.of(profile);
        } catch (IllegalArgumentException e) {
            throw new UsageException(ExitCode.message(new UsageException(String.valueOf(e.getMessage()))), e);
        }
        List<Path> entries = new ArrayList<>(ize.surroundings().backends().jars());
        classPath.ifPresent(text -> entries.addAll(entries(text)));
        OptionalLong number = seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty();
        return new KitOrder(backend, chosen, rules, number, entries);
    }

    private List<Path> entries(String text) {
        List<Path> entries = new ArrayList<>();
        for (String part : List.of(text.split(Pattern.quote(File.pathSeparator), -1))) {
            Path entry = ize.localPath(part);
            if (!Files.exists(entry)) {
                throw new UsageException("There is no such file on the class path. file=" + part);
            }
            if (!Files.isDirectory(entry)) {
                BackendsFolder.failure(entry).ifPresent(failure -> {
                    throw new UsageException(failure);
                });
            }
            entries.add(entry);
        }
        return entries;
    }

    private KitReport follow(KitProcess process) throws IOException, InterruptedException {
        try (KitProgress progress = new KitProgress(ize)) {
            return process.follow(progress);
        }
    }

    private void print(KitReport result) {
        if (ize.json()) {
            ize.print(JsonReport.of(result));
        } else {
            KitSummary.of(result, ize.style()).forEach(ize.out()::line);
        }
    }

    private static int code(KitReport result) {
        return switch (result.verdict()) {
            case COMPATIBLE, PASSED -> ExitCode.DONE;
            case FAILED -> result.death().isPresent() ? ExitCode.INCOMPLETE : ExitCode.DIFFERENCE;
            case INCOMPLETE -> ExitCode.INCOMPLETE;
        };
    }
}

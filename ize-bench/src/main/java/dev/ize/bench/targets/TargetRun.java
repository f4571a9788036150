package dev.ize.bench.targets;

import dev.ize.bench.Machine;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run over lines of the table of targets, each in a JVM of its own; where it is quick, in one for all.
 *
 * <p><i>Threads:</i> one. <i>Failure:</i> a line that fails is left out with its reason, and the others go on.
 */
public final class TargetRun {
    /** Name of the file of what every line gave. */
    public static final String FILE = "targets.json";

    private static final int QUICK_RELEASES = 2;

    private final List<FileSystemStorageProvider> providers;
    private final List<TargetLine> lines;
    private final List<Path> histories;
    private final boolean isQuick;

    /**
     * Plans a run.
     *
     * @param backends ids of those to measure; empty: all
     * @param lines names of lines to measure; empty: all
     * @param histories names of kinds of history, or directories of one series, oldest first; empty: all kinds
     * @param isQuick whether it is only to be shown that everything runs
     * @throws IllegalArgumentException for a name that nothing has, with those that there are
     */
    public TargetRun(Set<String> backends, Set<String> lines, List<Path> histories, boolean isQuick) {
        List<FileSystemStorageProvider> found = FileSystemStorages.discover().providers();
        check(
                "backend",
                backends,
                found.stream().map(FileSystemStorageProvider::id).toList());
        check(
                "line",
                lines,
                Arrays.stream(TargetLine.values()).map(TargetLine::id).toList());
        this.providers = found.stream()
                .filter(provider -> backends.isEmpty() || backends.contains(provider.id()))
                .toList();
        this.lines = Arrays.stream(TargetLine.values())
                .filter(line -> lines.isEmpty() || lines.contains(line.id()))
                .toList();
        this.histories = List.copyOf(histories);
        this.isQuick = isQuick;
    }

    private static void check(String what, Set<String> asked, List<String> known) {
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no " + what + " '" + name + "'; there are " + String.join(", ", known) + ".");
            }
        }
    }

    /** Names of the kinds of history that can be fetched. */
    public static List<String> historyKinds() {
        return HistoryKinds.names();
    }

    /** The names of the lines, in the order in which they are measured. */
    public List<String> lines() {
        return lines.stream().map(TargetLine::id).toList();
    }

    /**
     * Measures all lines, and writes raw results and the page into a directory.
     *
     * @param log hears what is being done
     * @return how many figures could not be had
     * @throws IOException if the directory cannot be used, or the releases not be read
     */
    public int run(Path out, Consumer<String> log) throws IOException {
        Instant start = Instant.now();
        ResultDirectory results = new ResultDirectory(out);
        List<LineResult> found = new ArrayList<>();
        try (FreshDirectory run = FreshDirectory.in(out.toAbsolutePath())) {
            run.removeAtExit();
            Machine.spreadDirectories(run.path());
            MachineFacts facts = facts(run.path(), start);
            results.writeMachine(facts);
            Map<String, List<String>> series = HistoryKinds.unpack(
                    histories,
                    Files.createDirectory(run.path().resolve("releases")),
                    isQuick ? QUICK_RELEASES : Integer.MAX_VALUE);
            if (isQuick && histories.isEmpty()) {
                series.keySet().retainAll(series.keySet().stream().limit(1).toList());
            }
            List<LeftOut> leftOut = new ArrayList<>();
            for (String kind : HistoryKinds.missing(histories)) {
                leftOut.add(new LeftOut("history of " + kind, "It was not fetched; the ize script fetches it."));
            }
            results.writeLeftOut(leftOut);
            // A run that is ended leaves a page of the lines before.
            for (List<TargetLine> together : groups()) {
                log.accept("measuring "
                        + String.join(
                                ", ", together.stream().map(TargetLine::id).toList()));
                try (FreshDirectory scratch = FreshDirectory.in(run.path())) {
                    Scene scene = new Scene(engines(), isQuick, scratch.path().toString(), series);
                    List<LineResult> measured = LineProcess.run(scene, together);
                    measured.forEach(result -> tell(result, log));
                    found.addAll(measured);
                    results.writeJson(FILE, found);
                    results.writeMachine(facts.after(Duration.between(start, Instant.now())));
                    TargetPage.write(out);
                }
            }
        }
        return found.stream().mapToInt(result -> result.leftOut().size()).sum();
    }

    private List<List<TargetLine>> groups() {
        return isQuick ? List.of(lines) : lines.stream().map(List::of).toList();
    }

    private List<String> engines() {
        return providers.stream().map(FileSystemStorageProvider::id).toList();
    }

    private void tell(LineResult result, Consumer<String> log) {
        log.accept(String.format(Locale.ROOT, "%s took %.0f s", result.line(), result.seconds()));
        TargetLine line = TargetLine.find(result.line()).orElseThrow();
        for (Finding finding : result.findings()) {
            line.targets().stream()
                    .filter(target -> target.id().equals(finding.target()))
                    .map(target -> isQuick ? Verdict.withheld(target, finding) : Verdict.of(target, finding))
                    .forEach(verdict -> log.accept("  " + verdict.line()));
        }
        result.leftOut().forEach(left -> log.accept("  left out: " + left.what() + ": " + left.reason()));
    }

    private MachineFacts facts(Path directory, Instant start) {
        Map<String, String> versions = new LinkedHashMap<>();
        providers.forEach(provider -> versions.put(provider.id(), provider.description()));
        return Machine.facts(
                directory,
                start,
                isQuick ? "targets, quick" : "targets",
                List.of(),
                isQuick ? 0 : 1,
                versions,
                lines());
    }
}

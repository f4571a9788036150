package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.history.HistoryFile;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.history.HistoryResult.ContenderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of a small history: raw results, a report, a comparison. */
@Tag("once")
final class BenchTest {
    @TempDir
    private static Path directory;

    private static CommandRun run;

    @BeforeAll
    static void recordTwoReleases() throws IOException {
        for (String name : List.of("one", "two")) {
            Path release = Files.createDirectory(directory.resolve(name));
            Files.writeString(release.resolve("file"), name);
        }
        run = CommandRun.in(
                directory,
                "bench",
                "-q",
                "--profile",
                "smoke",
                "--backend",
                "lmdb",
                "--workload",
                "history",
                "--out",
                "results",
                "--history",
                "one",
                "two");
    }

    @Test
    void givenDirectoriesAreRecordedAndReported() {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("results/report.html")).content().contains("2 releases, one to two");
        assertThat(directory.resolve("results/report.md")).content().contains("Ize, lmdb");
    }

    @Test
    void reportIsMadeAnewFromTheRawResults() throws IOException {
        Path copy = copyOfResults("anew");

        CommandRun.in(directory, "bench", "report", "anew").done();

        assertThat(copy.resolve("report.html")).hasSameTextualContentAs(directory.resolve("results/report.html"));
    }

    @Test
    void runHasNotMovedAgainstItself() {
        CommandRun compared = CommandRun.in(directory, "bench", "compare", "results", "results");

        assertThat(compared.done().out()).startsWith("0 figures more, 0 less");
    }

    @Test
    void slowerRunEndsWithOne() throws IOException {
        writeSteady("steady", 1);
        writeSteady("slower", 10);

        CommandRun compared = CommandRun.in(directory, "bench", "compare", "steady", "slower");

        assertThat(compared.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(compared.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("10.00 ×")
                        .contains("real history, ize-lmdb-sync: checkout of a release"));
    }

    @Test
    void directoryWithoutResultsIsRefused() {
        CommandRun.in(directory, "bench", "report", "one").refused(ExitCode.WRONG_USE);
        CommandRun.in(directory, "bench", "compare", "results", "nowhere").refused(ExitCode.WRONG_USE);
    }

    @Test
    void oneReleaseIsNoHistory() {
        CommandRun once = CommandRun.in(
                directory, "bench", "-q", "--profile", "smoke", "--workload", "history", "--history", "one");

        once.refused(ExitCode.WRONG_USE);
    }

    /** The results with as many samples, all of them a multiple of the first: what was measured may be noise alone. */
    private static void writeSteady(String name, int factor) throws IOException {
        Path copy = copyOfResults(name);
        HistoryResult result = HistoryFile.read(copy).orElseThrow();
        List<ContenderResult> steady = result.contenders().stream()
                .map(contender -> steady(contender, factor))
                .toList();
        HistoryFile.write(new HistoryResult(result.releases(), result.plan(), steady, result.missing()), copy);
    }

    private static ContenderResult steady(ContenderResult result, int factor) {
        return new ContenderResult(
                result.contender(),
                result.samples().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Collections.nCopies(
                                        entry.getValue().size(),
                                        factor * entry.getValue().get(0)))),
                result.wrong());
    }

    private static Path copyOfResults(String name) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(name));
        for (String file : List.of("jmh.json", "machine.json", "left-out.json", "history.json")) {
            Files.copy(directory.resolve("results").resolve(file), copy.resolve(file));
        }
        return copy;
    }
}

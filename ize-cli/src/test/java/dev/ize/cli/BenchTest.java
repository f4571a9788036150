package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.history.HistoryFile;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.history.HistoryResult.ContenderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of a small history: raw results, a report, a comparison. */
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
        Path slower = copyOfResults("slower");
        HistoryResult result = HistoryFile.read(slower).orElseThrow();
        HistoryFile.write(
                new HistoryResult(
                        result.releases(),
                        result.plan(),
                        result.contenders().stream().map(BenchTest::tenTimes).toList(),
                        result.missing()),
                slower);

        CommandRun compared = CommandRun.in(directory, "bench", "compare", "results", "slower");

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

    private static ContenderResult tenTimes(ContenderResult result) {
        return new ContenderResult(
                result.contender(),
                result.samples().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey(),
                                entry -> entry.getValue().stream()
                                        .map(value -> 10 * value)
                                        .toList())),
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

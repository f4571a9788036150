package dev.ize.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of results that JMH has written, of a part of the matrix and of a history. */
@Tag("once")
final class MatrixReportTest {
    @TempDir
    private static Path directory;

    private static String report;

    @BeforeAll
    static void run() throws IOException {
        Path results = directory.resolve("results");
        Matrix matrix = new Matrix(
                Profile.SMOKE, Set.of("rocksdb", "lmdb"), Set.of("overwrite", "bare-put-durable", RealHistory.NAME));
        matrix.run(results, new Silence());
        RealHistory.run(results, Profile.SMOKE, Set.of("rocksdb"), List.of(release("1.0"), release("1.1")), text -> {});
        Report.write(results, Matrix.workloads());
        report = Files.readString(results.resolve(Report.MARKDOWN_FILE));
    }

    private static Path release(String name) throws IOException {
        Path release = Files.createDirectories(directory.resolve(name));
        Files.writeString(release.resolve("version"), name);
        return release;
    }

    @Test
    void workloadHasAFigureOfEachBackend() {
        assertThat(rows("| SYNC |"))
                .anySatisfy(row -> assertThat(row).matches("\\| SYNC \\| .*[µnm]?s.* \\| .*[µnm]?s.* \\|"));
        assertThat(report).contains("**overwrite (a change that gives a file of 1 KiB a new content)**");
    }

    @Test
    void workloadIsHeldAgainstTheBareEngine() {
        assertThat(rows("| overwrite, SYNC / a durable commit of one put |"))
                .singleElement()
                .satisfies(row -> assertThat(row).matches(".*×.*×.*"));
    }

    @Test
    void secondaryFiguresOfJmhAreFound() {
        assertThat(report).contains("**Heap allocated by an operation**", "**Engine calls of an operation**");
    }

    @Test
    void historyIsRecordedByTheChosenBackendAndByTheOthers() {
        assertThat(rows("| task |"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .contains("Ize, rocksdb", "plain copy", "JGit")
                        .doesNotContain("Ize, lmdb"));
        assertThat(report).doesNotContain("is wrong");
    }

    private static List<String> rows(String start) {
        return report.lines().filter(line -> line.startsWith(start)).toList();
    }

    /** Hears nothing. */
    private static final class Silence implements MatrixListener {
        @Override
        public void begins(Cell cell, int number, int count, Optional<Duration> left) {}

        @Override
        public void measured(Cell cell, String figure) {}

        @Override
        public void failed(Cell cell, String reason) {}
    }
}

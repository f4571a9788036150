package dev.ize.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moved between two runs whose figures are known. */
final class ComparisonTest {
    private static final Map<String, String> SYNC = Map.of("durability", "SYNC");

    @TempDir
    Path directory;

    @Test
    void figureWhoseIntervalsTouchHasNotMoved() throws IOException {
        Comparison comparison = compare(overwrite(100, 10), overwrite(115, 6));

        assertThat(comparison.moved()).isEmpty();
        assertThat(comparison.same()).isEqualTo(1);
        assertThat(comparison.isWorse()).isFalse();
    }

    @Test
    void slowerFigureBeyondNoiseIsWorse() throws IOException {
        Comparison comparison = compare(overwrite(100, 10), overwrite(150, 10));

        assertThat(comparison.moved())
                .containsExactly(new Comparison.Move("overwrite, one: SYNC", "100 µs (±10 %)", "150 µs (±7 %)", 1.5));
        assertThat(comparison.isWorse()).isTrue();
    }

    @Test
    void fasterFigureMovedAndIsNotWorse() throws IOException {
        Comparison comparison = compare(overwrite(150, 10), overwrite(75, 10));

        assertThat(comparison.moved()).singleElement().matches(move -> move.factor() == 0.5 && !move.isWorse());
        assertThat(comparison.isWorse()).isFalse();
    }

    @Test
    void figureThatWasMeasuredOnceIsNotJudged() throws IOException {
        Comparison comparison = compare(overwrite(100, Double.NaN), overwrite(900, 10));

        assertThat(comparison.moved()).isEmpty();
        assertThat(comparison.unknown()).isEqualTo(1);
    }

    @Test
    void figuresOfOneRunOnlyAreNamed() throws IOException {
        Comparison comparison = compare(
                overwrite(100, 10).storage("create", "one", SYNC, 1, 5),
                overwrite(100, 10).storage("list", "one", Map.of("live", "10"), 1, 5));

        assertThat(comparison.onlyOld()).containsExactly("create, one: SYNC");
        assertThat(comparison.onlyNew()).containsExactly("list, one: 10 live");
    }

    @Test
    void realHistoryIsComparedFromItsLeastToItsGreatestSample() throws IOException {
        Comparison comparison = compare(
                new RunFixture().history("git", Reach.PROCESSES, Guarantee.PROCESS_DEATH, 1),
                new RunFixture().history("git", Reach.PROCESSES, Guarantee.PROCESS_DEATH, 2));

        assertThat(comparison.moved())
                .hasSize(10)
                .allMatch(Comparison.Move::isWorse)
                .anyMatch(move -> move.what().equals("real history, git: checkout of a release"));
    }

    @Test
    void otherMachineIsPointedOut() throws IOException {
        Comparison comparison = compare(overwrite(100, 10), overwrite(100, 10).on("Another processor"));

        assertThat(comparison.differences()).containsExactly("processor: A processor before, Another processor now");
    }

    private static RunFixture overwrite(double micros, double error) {
        return new RunFixture().cell("test.overwrite", "backend", "one", SYNC, 1, micros, error);
    }

    private Comparison compare(RunFixture older, RunFixture newer) throws IOException {
        return Comparison.of(
                older.write(Files.createDirectory(directory.resolve("older"))),
                newer.write(Files.createDirectory(directory.resolve("newer"))),
                RunFixture.workloads());
    }
}

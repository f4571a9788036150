package dev.ize.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of runs whose figures are known. */
final class ReportTest {
    @TempDir
    Path directory;

    @Test
    void everyTableIsThere() throws IOException {
        Page page = page(RunFixture.ofThreeBackends());

        assertThat(tables(page))
                .extracting(Block.Table::caption)
                .containsExactly(
                        "How many times the best, on the mean of the cells of a use",
                        "Ratio to the bare floor",
                        "What is recorded is flushed, to survive a power cut",
                        "What is recorded survives the death of the process",
                        "Ize as a multiple of the others, each with its equal in durability; below 1 Ize takes less",
                        "Storage workloads by backend and durability",
                        "Heap allocated by an operation",
                        "Engine calls of an operation",
                        "Claimed and measured",
                        "Bare engines: mean time of one call",
                        "Not measured in this run",
                        "Machine, versions, settings");
    }

    @Test
    void filesAreWrittenBesideTheResults() throws IOException {
        Path run = RunFixture.ofThreeBackends().write(directory);

        Report.write(run, RunFixture.workloads());

        assertThat(run.resolve("report.md")).content().contains("## Which engine to take", "](chart-floor.png)");
        assertThat(run.resolve("report.html")).content().contains("<h2>Which engine to take</h2>");
        assertThat(Files.readAllBytes(run.resolve("chart-floor.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void ratioToTheFloorIsThatOfTheFiguresWithTheWidestIntervalThatTheErrorsAllow() throws IOException {
        RunFixture run = new RunFixture()
                .cell("test.overwrite", "backend", "one", Map.of("durability", "SYNC"), 1, 300, 30)
                .cell("test.bare-put-durable", "engine", "one", Map.of("durable", "true"), 1, 200, 20);

        List<Block.Cell> row =
                row(page(run), "Ratio to the bare floor", "overwrite, SYNC / a durable commit of one put");

        assertThat(row.get(1)).isEqualTo(Block.Cell.of("1.50 ×", "1.23–1.83"));
    }

    @Test
    void listingIsComparedWithARangeEntryByEntry() throws IOException {
        RunFixture run = new RunFixture()
                .storage("list", "one", Map.of("at", "HEAD", "live", "1000"), 1, 600)
                .floor("bare-range", "one", Map.of(), 20);

        List<Block.Cell> row =
                row(page(run), "Ratio to the bare floor", "listing of 1,000, each entry / range of 100, each key");

        assertThat(row.get(1).text()).isEqualTo("3.00 ×");
    }

    @Test
    void bestOfARowIsMarkedTogetherWithWhatItsErrorDoesNotTellApart() throws IOException {
        RunFixture run = new RunFixture()
                .cell("test.create", "backend", "first", Map.of("durability", "SYNC"), 1, 100, 5)
                .cell("test.create", "backend", "near", Map.of("durability", "SYNC"), 1, 108, 5)
                .cell("test.create", "backend", "far", Map.of("durability", "SYNC"), 1, 120, 5);

        List<Block.Cell> row = row(page(run), "Storage workloads by backend and durability", "SYNC");

        assertThat(row.stream().skip(1).map(Block.Cell::tone))
                .containsExactly(Block.Tone.GOOD, Block.Tone.GOOD, Block.Tone.PLAIN);
    }

    @Test
    void figuresOfSeveralThreadsTellTheirThroughputToo() throws IOException {
        RunFixture run = new RunFixture().storage("overwrite", "one", Map.of("durability", "SYNC"), 64, 1000);

        List<Block.Cell> row = row(page(run), "Storage workloads by backend and durability", "SYNC, 64 threads");

        assertThat(row.get(1)).isEqualTo(Block.Cell.of("1.00 ms", "64.0 k/s ±4 %"));
    }

    @Test
    void workloadsOfOneBenchmarkAreToldApartByTheirParameters() throws IOException {
        RunFixture run = new RunFixture()
                .storage("list", "one", Map.of("at", "HEAD", "live", "1000", "dead", "0", "layout", "A"), 1, 5)
                .storage("list", "one", Map.of("at", "HEAD", "live", "1000", "dead", "7", "layout", "A"), 1, 6);

        List<List<Block.Cell>> rows =
                table(page(run), "Storage workloads by backend and durability").rows();

        assertThat(rows.stream().map(row -> row.get(0).text()))
                .containsExactly("list", "at head, layout a, 1,000 live", "list-beside-dead", "7 dead");
    }

    @Test
    void izeIsComparedWithContendersOfEqualDurability() throws IOException {
        Page page = page(RunFixture.ofThreeBackends());

        List<List<Block.Cell>> rows = table(
                        page,
                        "Ize as a multiple of the others, each with its equal in durability; below 1 Ize takes less")
                .rows();

        // lmdb 2.5 flushed and 2.0 not; copies 9 and 2.
        assertThat(rows.get(0)).containsExactly(Block.Cell.of("copy", "flushed, in process"));
        assertThat(rows.get(1).get(1).text()).isEqualTo("0.28 ×");
        int notFlushed = rows.indexOf(List.of(Block.Cell.of("copy", "not flushed, in process")));
        assertThat(rows.get(notFlushed + 1).get(1).text()).isEqualTo("1.00 ×");
    }

    @Test
    void contenderThatErredIsWrongInTheTableAndNamed() throws IOException {
        Page page = page(RunFixture.ofThreeBackends().wrong("ize-liar-sync", "README has other bytes"));

        List<Block.Cell> row =
                row(page, "What is recorded is flushed, to survive a power cut", "one file at a release");

        assertThat(row).contains(Block.Cell.of("wrong").in(Block.Tone.BAD));
        assertThat(page.sections().get(2).blocks())
                .contains(new Block.Notes(List.of("ize-liar-sync is wrong and was not timed: README has other bytes")));
    }

    @Test
    void engineIsRecommendedByTheGeometricMeanOverTheCellsOfAUse() throws IOException {
        RunFixture run = new RunFixture()
                .storage("overwrite", "a", Map.of("durability", "SYNC"), 1, 100)
                .storage("create", "a", Map.of("durability", "SYNC"), 1, 400)
                .storage("overwrite", "b", Map.of("durability", "SYNC"), 1, 300)
                .storage("create", "b", Map.of("durability", "SYNC"), 1, 100);

        List<Block.Cell> row = row(
                page(run),
                "How many times the best, on the mean of the cells of a use",
                "Small durable changes, one at a time");

        // a: √(1 × 4), b: √(3 × 1).
        assertThat(row.get(1).text()).isEqualTo("2.00 ×");
        assertThat(row.get(2).text()).isEqualTo("1.73 ×");
        assertThat(row.get(2).tone()).isEqualTo(Block.Tone.GOOD);
        assertThat(row.get(3).text()).isEqualTo("2");
    }

    @Test
    void backendThatLacksACellIsNotComparedForItsUse() throws IOException {
        RunFixture run = new RunFixture()
                .storage("overwrite", "a", Map.of("durability", "SYNC"), 1, 200)
                .storage("create", "a", Map.of("durability", "SYNC"), 1, 200)
                .storage("overwrite", "b", Map.of("durability", "SYNC"), 1, 100)
                .storage("overwrite", "c", Map.of("durability", "SYNC"), 1, 100)
                .storage("create", "c", Map.of("durability", "SYNC"), 1, 100);

        List<Block.Cell> row = row(
                page(run),
                "How many times the best, on the mean of the cells of a use",
                "Small durable changes, one at a time");

        assertThat(row.stream().map(Block.Cell::text)).containsSubsequence("2.00 ×", "–", "1.00 ×");
    }

    @Test
    void everyEngineOfTheFirstComparisonIsJudgedByWhatWasMeasured() throws IOException {
        Block.Table claims = table(page(RunFixture.ofThreeBackends()), "Claimed and measured");

        assertThat(claims.rows())
                .extracting(row -> row.get(0).text())
                .containsExactly("Sanakirja", "ReDB", "Sled", "RocksDB", "LMDB");
        List<Block.Cell> lmdb = claims.rows().get(4);
        // 0.8 µs measured against about 0.2; 20 µs, not durable, against 5 to 15; 500 µs durable.
        assertThat(lmdb.get(3).text()).isEqualTo("no");
        assertThat(lmdb.get(6).text()).isEqualTo("nearly");
        assertThat(lmdb.get(8)).isEqualTo(new Block.Cell("no", "33.3 × its upper end", Block.Tone.BAD));
        List<Block.Cell> rocksDb = claims.rows().get(3);
        assertThat(rocksDb.get(3).text()).isEqualTo("holds");
    }

    @Test
    void nativeFigureIsMarkedAsOneThatThisCommandCannotRepeat() throws IOException {
        Block.Table claims = table(page(RunFixture.ofThreeBackends()), "Claimed and measured");

        List<Block.Cell> sanakirja = claims.rows().get(0);

        assertThat(sanakirja.get(0).detail()).contains("stands in for it");
        assertThat(List.of(sanakirja.get(2), sanakirja.get(5), sanakirja.get(7)))
                .allMatch(cell -> cell.detail().equals("native"));
    }

    @Test
    void peersAreLabelledByTheLibraryThatLeadsToThem() throws IOException {
        Block.Table floor = table(page(RunFixture.ofThreeBackends()), "Bare engines: mean time of one call");

        assertThat(floor.columns())
                .extracting(Block.Column::title)
                .contains("lmdb", "redb, by OpenDAL", "sled, by OpenDAL");
    }

    @Test
    void whatIsMissingStandsInTheReportWithTheReason() throws IOException {
        Page page = page(RunFixture.ofThreeBackends().leaving("a cell", "the disk was full"));

        assertThat(table(page, "Not measured in this run").rows())
                .contains(List.of(Block.Cell.of("a cell"), Block.Cell.of("the disk was full")))
                .contains(List.of(Block.Cell.of("git 3"), Block.Cell.of("there is no such git")));
    }

    @Test
    void resultOfJmhThatIsNoTimeIsMissingWithTheReason() throws IOException {
        Path run = new RunFixture()
                .storage("create", "one", Map.of("durability", "SYNC"), 1, 5)
                .write(directory);
        Path jmh = run.resolve("jmh.json");
        Files.writeString(jmh, Files.readString(jmh).replace("us/op", "ops/us"));

        Page page = Report.page(RunResults.read(run, RunFixture.workloads()));

        assertThat(table(page, "Not measured in this run").rows())
                .containsExactly(List.of(
                        Block.Cell.of("create, one: SYNC"), Block.Cell.of("JMH's result is no time of an operation.")));
    }

    @Test
    void smokeRunSaysThatItsFiguresMeanNothing() throws IOException {
        Page page = page(RunFixture.ofThreeBackends().inOneJvm());

        assertThat(page.lead().get(0)).contains("figures say nothing about speed");
    }

    @Test
    void directoryWithoutResultsIsRefused() {
        assertThatThrownBy(() -> Report.write(directory, RunFixture.workloads()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("machine.json");
    }

    private Page page(RunFixture run) throws IOException {
        return Report.page(RunResults.read(run.write(directory), RunFixture.workloads()));
    }

    private static List<Block.Table> tables(Page page) {
        return page.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .toList();
    }

    private static Block.Table table(Page page, String caption) {
        return tables(page).stream()
                .filter(table -> table.caption().equals(caption))
                .findFirst()
                .orElseThrow();
    }

    private static List<Block.Cell> row(Page page, String caption, String label) {
        return table(page, caption).rows().stream()
                .filter(row -> row.get(0).text().equals(label))
                .findFirst()
                .orElseThrow();
    }
}

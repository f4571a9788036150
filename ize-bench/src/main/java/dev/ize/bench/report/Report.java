package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.HtmlPage;
import dev.ize.bench.page.MarkdownPage;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.PngChart;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of a run: {@code report.md}, {@code report.html} and {@code chart-*.png} in the run's directory, made from
 * the raw files that lie there and nothing else.
 */
public final class Report {
    /** Name of the page for browsers. */
    public static final String HTML_FILE = "report.html";

    /** Name of the page for repositories. */
    public static final String MARKDOWN_FILE = "report.md";

    private Report() {}

    /**
     * Writes the report into the directory of the results, over one that is there.
     *
     * @param workloads what may have been measured, whose descriptions the report shows
     * @throws IOException if a file cannot be read, understood or written
     */
    public static void write(Path directory, List<Workload> workloads) throws IOException {
        RunResults results = RunResults.read(directory, workloads);
        Map<String, String> images = new LinkedHashMap<>();
        List<LeftOut> missing = new ArrayList<>();
        for (Block.Chart chart : page(results).charts()) {
            String name = "chart-" + chart.id() + ".png";
            try {
                Files.write(directory.resolve(name), PngChart.of(chart));
                images.put(chart.id(), name);
            } catch (PngChart.CannotDrawException e) {
                missing.add(new LeftOut(name, String.valueOf(e.getMessage())));
            }
        }
        Page page = page(results.without(missing));
        Files.writeString(directory.resolve(MARKDOWN_FILE), MarkdownPage.of(page, images));
        Files.writeString(directory.resolve(HTML_FILE), HtmlPage.of(page));
    }

    static Page page(RunResults results) {
        return new Page(
                "Ize: which engine, and what it costs",
                RunSection.lead(results),
                List.of(
                        ChoiceSection.of(results),
                        FloorSection.of(results),
                        HistorySection.of(results),
                        MatrixSection.storage(results),
                        SecondarySection.of(results),
                        ClaimSection.of(results),
                        MatrixSection.floor(results),
                        RunSection.leftOut(results),
                        RunSection.method(results)));
    }
}

package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured of one family: a table with a row for each cell, and a chart of some of them. */
final class MatrixSection {
    private static final int MAX_CHART_GROUPS = 14;

    private MatrixSection() {}

    /** The workloads on storages. */
    static Page.Section storage(RunResults results) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        "Mean time of one operation. What stands in one row did the same work with the same"
                                + " promise; the best of a row, and what its error does not tell apart from it, is marked. A change with"
                                + " `SYNC` is on the device when the call returns; with `BUFFERED` it survives the death of the process."));
        chart(results).ifPresent(blocks::add);
        blocks.add(table(results, Family.STORAGE, "Storage workloads by backend and durability"));
        return new Page.Section("storage", "Storage workloads", blocks);
    }

    /** The workloads on bare engines and peers. */
    static Page.Section floor(RunResults results) {
        return new Page.Section(
                "bare",
                "Bare engines and peers",
                List.of(
                        new Block.Paragraph(
                                "The engines without Ize, each with its best settings, and ReDB and Sled, which"
                                        + " are reached through OpenDAL: single keys only, and a call into its native library in"
                                        + " every figure. How each was set up stands at the end of the page."),
                        table(results, Family.FLOOR, "Bare engines: mean time of one call")));
    }

    private static Block.Table table(RunResults results, Family family, String caption) {
        List<String> subjects = results.subjects(family);
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.words("what is measured"));
        subjects.forEach(subject -> columns.add(Block.Column.numbers(label(subject, family))));
        Map<Workload, List<Measurement.Row>> byWorkload = new LinkedHashMap<>();
        results.rows(family)
                .forEach(row -> byWorkload
                        .computeIfAbsent(row.workload(), key -> new ArrayList<>())
                        .add(row));
        List<List<Block.Cell>> rows = new ArrayList<>();
        byWorkload.forEach((workload, ofWorkload) -> {
            rows.add(List.of(Block.Cell.of(workload.name(), workload.description())));
            ofWorkload.forEach(row -> rows.add(cells(results, row, subjects)));
        });
        return new Block.Table(caption, columns, rows);
    }

    /** A peer that is reached through another library bears its name. */
    private static String label(String subject, Family family) {
        boolean isPeer =
                family == Family.FLOOR && Claim.ALL.stream().anyMatch(claim -> claim.isReachedThroughOpenDal(subject));
        return isPeer ? subject + ", by OpenDAL" : subject;
    }

    private static List<Block.Cell> cells(RunResults results, Measurement.Row row, List<String> subjects) {
        List<Optional<Measurement>> found =
                subjects.stream().map(subject -> results.find(row, subject)).toList();
        List<Block.Cell> cells = new ArrayList<>();
        cells.add(Block.Cell.of(row.label()));
        for (Optional<Measurement> measurement : found) {
            cells.add(measurement.map(one -> cell(one, found)).orElse(Block.Cell.NOTHING));
        }
        return cells;
    }

    private static Block.Cell cell(Measurement measurement, List<Optional<Measurement>> row) {
        List<Figure> figures =
                row.stream().flatMap(Optional::stream).map(Measurement::time).toList();
        Figure time = measurement.time();
        String detail = measurement.throughput().map(text -> text + " ").orElse("") + time.spread();
        Block.Cell cell = Block.Cell.of(time.text(), detail.trim());
        return Best.isAmong(time, figures) ? cell.in(Block.Tone.GOOD) : cell;
    }

    /** The first row of each workload. */
    private static Optional<Block.Chart> chart(RunResults results) {
        List<String> subjects = results.subjects(Family.STORAGE);
        Map<Workload, Measurement.Row> firsts = new LinkedHashMap<>();
        results.rows(Family.STORAGE).forEach(row -> firsts.putIfAbsent(row.workload(), row));
        List<Block.Group> groups = new ArrayList<>();
        for (Measurement.Row row : firsts.values()) {
            List<Block.Bar> bars = subjects.stream()
                    .flatMap(subject -> results.find(row, subject).stream())
                    .map(one -> bar(one.subject(), one.time()))
                    .toList();
            if (!bars.isEmpty() && groups.size() < MAX_CHART_GROUPS) {
                groups.add(new Block.Group(row.workload().name() + ": " + row.label(), bars));
            }
        }
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Chart(
                        "storage",
                        "One operation by backend",
                        "time; shorter is better",
                        Unit.NANOSECONDS,
                        subjects,
                        groups));
    }

    /** A bar of a figure that is above 0. */
    static Block.Bar bar(String series, Figure figure) {
        return new Block.Bar(series, figure.value(), figure.low(), figure.high(), figure.text());
    }
}

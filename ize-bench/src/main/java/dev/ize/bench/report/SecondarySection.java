package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Page;
import dev.ize.bench.plan.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operations take beside time: heap, engine calls, bytes written, disk, memory. */
final class SecondarySection {
    /**
     * A figure that stands in JMH's results beside the time.
     *
     * @param metric its name there
     * @param title what it is
     */
    private record Kind(String metric, String title) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("gc.alloc.rate.norm", "Heap allocated by an operation"),
            new Kind("engine.calls", "Engine calls of an operation"),
            new Kind("disk.written", "Bytes written to the device for an operation"),
            new Kind("disk.written.per.byte", "Bytes written to the device for each byte of content"),
            new Kind("disk.size", "Size of the store by blocks"),
            new Kind("memory.peak", "Peak memory of the JVM"));

    private SecondarySection() {}

    static Page.Section of(RunResults results) {
        List<Block> blocks = new ArrayList<>();
        for (Kind kind : KINDS) {
            table(results, kind).ifPresent(blocks::add);
        }
        if (blocks.isEmpty()) {
            blocks.add(new Block.Paragraph("This run has none."));
        }
        return new Page.Section("secondary", "Memory, engine calls, disk", blocks);
    }

    private static Optional<Block> table(RunResults results, Kind kind) {
        List<String> subjects = results.subjects(Family.STORAGE);
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measurement.Row row : results.rows(Family.STORAGE)) {
            List<Optional<Figure>> figures = subjects.stream()
                    .map(subject -> results.find(row, subject)
                            .flatMap(found -> Optional.ofNullable(found.more().get(kind.metric()))))
                    .toList();
            if (figures.stream().anyMatch(Optional::isPresent)) {
                rows.add(cells(row, figures));
            }
        }
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.words("workload"));
        subjects.forEach(subject -> columns.add(Block.Column.numbers(subject)));
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Block.Table(kind.title(), columns, rows));
    }

    private static List<Block.Cell> cells(Measurement.Row row, List<Optional<Figure>> figures) {
        List<Figure> known = figures.stream().flatMap(Optional::stream).toList();
        List<Block.Cell> cells = new ArrayList<>();
        cells.add(Block.Cell.of(row.workload().name() + ": " + row.label()));
        for (Optional<Figure> figure : figures) {
            cells.add(figure.map(found -> {
                        Block.Cell cell = Block.Cell.of(found.text());
                        return Best.isAmong(found, known) ? cell.in(Block.Tone.GOOD) : cell;
                    })
                    .orElse(Block.Cell.NOTHING));
        }
        return cells;
    }
}

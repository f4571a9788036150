package dev.ize.bench.report;

import dev.ize.bench.history.ContenderDescription;
import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.history.HistoryResult.ContenderResult;
import dev.ize.bench.history.HistoryTask;
import dev.ize.bench.page.Block;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A real project's releases recorded by Ize, git, JGit and a plain copy. */
final class HistorySection {
    private final HistoryResult history;

    private HistorySection(HistoryResult history) {
        this.history = history;
    }

    static Page.Section of(RunResults results) {
        List<Block> blocks = results.history()
                .map(history -> new HistorySection(history).blocks())
                .orElseGet(() -> List.of(new Block.Paragraph("No history was recorded in this run.")));
        return new Page.Section("history", "Real history, beside git, JGit and a copy", blocks);
    }

    /** A contender's figure of a task, if it was measured. */
    static Optional<Figure> figure(ContenderResult result, HistoryTask task) {
        List<Double> sorted = result.sorted(task);
        Unit unit = task.unit() == HistoryTask.Unit.BYTES ? Unit.BYTES : Unit.NANOSECONDS;
        return sorted.isEmpty() ? Optional.empty() : Optional.of(Figure.middle(sorted, unit));
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(described()));
        blocks.add(
                new Block.Paragraph(
                        "Each was asked for the same, and what it gave back was compared with the releases,"
                                + " files byte for byte, before its time counted. Compared is what all keep: paths, bytes, symlinks, and"
                                + " whether a file can be executed. git works by processes, of which each takes milliseconds to start; files"
                                + " are read through one `git cat-file --batch` that stays. All others are called in this process. What"
                                + " reads was measured after packing or compaction. Middle of all samples, with the least and greatest."));
        wrong().ifPresent(blocks::add);
        for (Guarantee guarantee : Guarantee.values()) {
            List<ContenderResult> group = group(guarantee);
            if (!group.isEmpty()) {
                chart(guarantee, group).ifPresent(blocks::add);
                blocks.add(table(guarantee, group));
                blocks.add(new Block.Notes(group.stream()
                        .map(result -> result.contender().name() + " ("
                                + result.contender().version() + "): "
                                + result.contender().durability())
                        .toList()));
            }
        }
        ratios().ifPresent(blocks::add);
        return blocks;
    }

    private String described() {
        List<HistoryResult.RecordedRelease> releases = history.releases();
        HistoryResult.RecordedRelease last = releases.get(releases.size() - 1);
        double changed = releases.stream()
                .skip(1)
                .mapToInt(HistoryResult.RecordedRelease::changed)
                .average()
                .orElse(0);
        long bytes = releases.stream()
                .mapToLong(HistoryResult.RecordedRelease::bytes)
                .sum();
        return releases.size() + " releases, " + releases.get(0).name() + " to " + last.name() + ", recorded in turn: "
                + last.files() + " files in the last one, " + Math.round(changed)
                + " paths changed from one to the next, "
                + Unit.BYTES.text((double) bytes) + " in all; "
                + (history.plan().rounds() == 1 ? "once." : history.plan().rounds() + " times over.");
    }

    private Optional<Block> wrong() {
        List<String> lines = history.contenders().stream()
                .filter(result -> result.mismatch().isPresent())
                .map(result -> result.contender().id() + " is wrong and was not timed: "
                        + result.mismatch().orElse(""))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Block.Notes(lines));
    }

    private List<ContenderResult> group(Guarantee guarantee) {
        return history.contenders().stream()
                .filter(result -> result.contender().guarantee() == guarantee)
                .toList();
    }

    private static Block table(Guarantee guarantee, List<ContenderResult> group) {
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.words("task"));
        group.forEach(
                result -> columns.add(Block.Column.numbers(result.contender().name())));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (HistoryTask task : HistoryTask.values()) {
            List<Figure> known = group.stream()
                    .flatMap(result -> figure(result, task).stream())
                    .toList();
            List<Block.Cell> cells = new ArrayList<>();
            cells.add(Block.Cell.of(task.title()));
            for (ContenderResult result : group) {
                cells.add(cell(result, task, known));
            }
            rows.add(cells);
        }
        return new Block.Table(title(guarantee), columns, rows);
    }

    private static Block.Cell cell(ContenderResult result, HistoryTask task, List<Figure> known) {
        if (result.mismatch().isPresent()) {
            return Block.Cell.of("wrong").in(Block.Tone.BAD);
        }
        return figure(result, task)
                .map(figure -> {
                    Block.Cell cell = Block.Cell.of(figure.text(), figure.range());
                    return Best.isAmong(figure, known) ? cell.in(Block.Tone.GOOD) : cell;
                })
                .orElse(Block.Cell.NOTHING);
    }

    private static String title(Guarantee guarantee) {
        return switch (guarantee) {
            case POWER_CUT -> "What is recorded is flushed, to survive a power cut";
            case PROCESS_DEATH -> "What is recorded survives the death of the process";
        };
    }

    private static Optional<Block> chart(Guarantee guarantee, List<ContenderResult> group) {
        List<String> series =
                group.stream().map(result -> result.contender().name()).toList();
        List<Block.Group> groups = new ArrayList<>();
        for (HistoryTask task : HistoryTask.values()) {
            List<Block.Bar> bars = new ArrayList<>();
            for (ContenderResult result : group) {
                figure(result, task)
                        .filter(figure -> figure.unit() == Unit.NANOSECONDS && figure.value() > 0)
                        .ifPresent(figure ->
                                bars.add(MatrixSection.bar(result.contender().name(), figure)));
            }
            if (!bars.isEmpty()) {
                groups.add(new Block.Group(task.title(), bars));
            }
        }
        String id = guarantee == Guarantee.POWER_CUT ? "history-flushed" : "history-not-flushed";
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Chart(
                        id, title(guarantee), "time; shorter is better", Unit.NANOSECONDS, series, groups));
    }

    /** Ize's times as multiples of those of the others, of equal guarantee. */
    private Optional<Block> ratios() {
        List<ContenderResult> ours = history.contenders().stream()
                .filter(result -> result.contender().backend().isPresent())
                .toList();
        List<ContenderResult> others = history.contenders().stream()
                .filter(result -> result.contender().backend().isEmpty())
                .toList();
        Set<String> backends = new LinkedHashSet<>();
        ours.forEach(result -> backends.add(result.contender().backend().orElseThrow()));
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.words("Ize / the other"));
        backends.forEach(backend -> columns.add(Block.Column.numbers(backend)));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (ContenderResult other : others) {
            List<List<Block.Cell>> ofOther = new ArrayList<>();
            for (HistoryTask task : HistoryTask.values()) {
                List<Block.Cell> cells = new ArrayList<>();
                cells.add(Block.Cell.of(task.title()));
                backends.forEach(backend -> cells.add(ratio(ours, backend, other, task)));
                if (cells.stream().anyMatch(cell -> cell.text().endsWith("×"))) {
                    ofOther.add(cells);
                }
            }
            if (!ofOther.isEmpty()) {
                rows.add(List.of(Block.Cell.of(other.contender().name(), heading(other.contender()))));
                rows.addAll(ofOther);
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Table(
                        "Ize as a multiple of the others, each with its equal in durability; below 1 Ize takes less",
                        columns,
                        rows));
    }

    private static String heading(ContenderDescription other) {
        String equal = other.guarantee() == Guarantee.POWER_CUT ? "flushed" : "not flushed";
        return equal + (other.reach() == ContenderDescription.Reach.PROCESSES ? ", by processes" : ", in process");
    }

    private static Block.Cell ratio(
            List<ContenderResult> ours, String backend, ContenderResult other, HistoryTask task) {
        Optional<Figure> our = ours.stream()
                .filter(result -> result.contender().backend().equals(Optional.of(backend))
                        && result.contender().guarantee() == other.contender().guarantee())
                .findFirst()
                .flatMap(result -> figure(result, task));
        return our.flatMap(own -> figure(other, task).map(own::to))
                .map(ratio -> Block.Cell.of(ratio.text(), ratio.spread())
                        .in(ratio.high() < 1 ? Block.Tone.GOOD : ratio.low() > 1 ? Block.Tone.BAD : Block.Tone.PLAIN))
                .orElse(Block.Cell.NOTHING);
    }
}

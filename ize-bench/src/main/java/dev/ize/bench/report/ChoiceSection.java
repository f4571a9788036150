package dev.ize.bench.report;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.HistoryTask;
import dev.ize.bench.page.Block;
import dev.ize.bench.page.Block.Cell;
import dev.ize.bench.page.Block.Column;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which engine to take for what, by rules that stand beside the answer. */
final class ChoiceSection {
    private final RunResults results;

    private ChoiceSection(RunResults results) {
        this.results = results;
    }

    static Page.Section of(RunResults results) {
        return new ChoiceSection(results).section();
    }

    private Page.Section section() {
        Map<EngineUse, Standing> standings = new LinkedHashMap<>();
        EngineUse.ALL.forEach(use -> standings.put(use, standing(use)));
        List<Block.Card> cards = new ArrayList<>();
        cards.add(overall(standings));
        standings.forEach((use, standing) -> cards.add(card(use, standing)));
        List<Block> blocks = new ArrayList<>();
        if (results.isSmoke()) {
            blocks.add(new Block.Paragraph("This was a smoke run, whose figures say nothing about speed; nor do these"
                    + " answers, which show how the rules work."));
        }
        blocks.add(new Block.Cards(cards));
        blocks.add(table(standings));
        blocks.add(rules());
        return new Page.Section("choice", "Which engine to take", blocks);
    }

    private Standing standing(EngineUse use) {
        List<Map<String, Figure>> cells = new ArrayList<>();
        for (Measurement.Row row : results.rows(Family.STORAGE)) {
            if (use.cells().stream().anyMatch(choice -> choice.includes(row))) {
                Map<String, Figure> figures = new TreeMap<>();
                for (String backend : results.subjects(Family.STORAGE)) {
                    results.find(row, backend).ifPresent(found -> figures.put(backend, found.time()));
                }
                cells.add(figures);
            }
        }
        use.tasks().forEach(task -> cells.add(figures(task)));
        return Standing.of(cells);
    }

    private Map<String, Figure> figures(HistoryTask task) {
        Map<String, Figure> figures = new TreeMap<>();
        results.history()
                .ifPresent(history -> history.contenders().stream()
                        .filter(result -> result.contender().guarantee() == Guarantee.POWER_CUT)
                        .forEach(result -> result.contender()
                                .backend()
                                .ifPresent(backend -> HistorySection.figure(result, task)
                                        .ifPresent(figure -> figures.put(backend, figure)))));
        return figures;
    }

    /** Each use counts the same. */
    private static Block.Card overall(Map<EngineUse, Standing> standings) {
        Standing all = Standing.of(standings.values().stream()
                .map(standing -> standing.factors().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> figure(entry.getValue()))))
                .toList());
        return card("All uses, each counting the same", all, "over " + all.cells() + " uses");
    }

    private static Figure figure(Ratio factor) {
        return new Figure(factor.value(), factor.low(), factor.high(), Unit.COUNT);
    }

    private static Block.Card card(EngineUse use, Standing standing) {
        return card(use.title(), standing, "over " + standing.cells() + (standing.cells() == 1 ? " cell" : " cells"));
    }

    private static Block.Card card(String question, Standing standing, String basis) {
        Optional<String> first = standing.first();
        if (first.isEmpty()) {
            return new Block.Card(question, "not measured", "No cell of it has figures of two backends.");
        }
        List<String> names = new ArrayList<>(List.of(first.get()));
        names.addAll(standing.asGood());
        double least =
                Objects.requireNonNull(standing.factors().get(first.get())).value();
        String others = standing.factors().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(first.get()))
                .map(entry ->
                        entry.getKey() + " " + Unit.digits(entry.getValue().value() / least) + " times as much")
                .collect(Collectors.joining(", "));
        return new Block.Card(question, String.join(" or ", names), others + "; " + basis + ".");
    }

    private Block table(Map<EngineUse, Standing> standings) {
        List<String> backends = results.subjects(Family.STORAGE);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words("use"));
        backends.forEach(backend -> columns.add(Column.numbers(backend)));
        columns.add(Column.numbers("cells"));
        List<List<Cell>> rows = new ArrayList<>();
        standings.forEach((use, standing) -> {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(use.title(), basis(use)));
            for (String backend : backends) {
                cells.add(Optional.ofNullable(standing.factors().get(backend))
                        .map(factor -> cell(standing, backend, factor))
                        .orElse(Cell.NOTHING));
            }
            cells.add(Cell.of(Integer.toString(standing.cells())));
            rows.add(cells);
        });
        return new Block.Table("How many times the best, on the mean of the cells of a use", columns, rows);
    }

    private static Cell cell(Standing standing, String backend, Ratio factor) {
        boolean isGood = standing.first().filter(backend::equals).isPresent()
                || standing.asGood().contains(backend);
        Cell cell = Cell.of(factor.text(), factor.spread());
        return isGood ? cell.in(Block.Tone.GOOD) : cell;
    }

    private static String basis(EngineUse use) {
        List<String> names = new ArrayList<>();
        use.cells().forEach(choice -> names.add(choice.workload()));
        use.tasks().forEach(task -> names.add("real history: " + task.title()));
        return String.join(", ", names);
    }

    private static Block rules() {
        return new Block.Notes(List.of(
                "In each cell the figure of a backend is divided by the least of all backends in that cell. Over the cells"
                        + " of a use the geometric mean of these is taken: 1 is to be the best everywhere, 2 to take twice as"
                        + " much as the best.",
                "The backend with the least mean is recommended. Another one is named with it if its mean is at most 10 %"
                        + " more. Below each mean stands the interval that the errors of its cells leave.",
                "A cell counts if at least two backends have a figure in it, and a backend that lacks one of these is not"
                        + " compared for that use. Of the real history the stores count that flush.",
                "Speed and space are all that is judged here: not what an engine notices of damage, nor what it needs of"
                        + " the platform."));
    }
}

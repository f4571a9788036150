package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Block.Cell;
import dev.ize.bench.page.Block.Column;
import dev.ize.bench.page.Block.Tone;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each figure of the comparison that started the project, and whether it holds here. */
final class ClaimSection {
    /** All claims are given as about so much: half as much again still is about it. */
    private static final double ABOUT = 1.5;

    private final RunResults results;

    private ClaimSection(RunResults results) {
        this.results = results;
    }

    static Page.Section of(RunResults results) {
        return new ClaimSection(results).section();
    }

    private Page.Section section() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Claim claim : Claim.ALL) {
            Optional<Figure> read = find(claim, "bare-get").or(() -> find(claim, "bare-get-few"));
            rows.add(List.of(
                    Cell.of(claim.engine(), claim.through()),
                    Cell.of(claim.read().text(), claim.read().condition()),
                    measured(read, claim.nativeRead()),
                    verdict(read, claim.nativeRead(), claim.read()),
                    Cell.of(claim.commit().text(), claim.commit().condition()),
                    measured(find(claim, "bare-put"), claim.nativeCommit()),
                    verdict(find(claim, "bare-put"), claim.nativeCommit(), claim.commit()),
                    measured(find(claim, "bare-put-durable"), claim.nativeDurableCommit()),
                    verdict(find(claim, "bare-put-durable"), claim.nativeDurableCommit(), claim.commit())));
        }
        List<Column> columns = List.of(
                Column.words("engine"),
                Column.words("read, claimed"),
                Column.numbers("measured, hot keys"),
                Column.words("holds?"),
                Column.words("commit, claimed"),
                Column.numbers("measured, not durable"),
                Column.words("holds?"),
                Column.numbers("measured, durable"),
                Column.words("holds?"));
        return new Page.Section(
                "claims",
                "The figures that started the project",
                List.of(
                        new Block.Paragraph(
                                "The comparison that started the project gives, for each of five engines, a time"
                                        + " for a read and one for a commit, and says neither how durable the commit is nor what"
                                        + " machine it was. Here each is held against the bare engine in this run, called from"
                                        + " Java: a read of one of 10,000 hot keys, a commit of one put that is not flushed, and"
                                        + " one that is. ReDB and Sled are reached through OpenDAL, whose cost is in their"
                                        + " figures, with fewer keys."),
                        new Block.Table("Claimed and measured", columns, rows),
                        new Block.Notes(List.of(
                                "A figure holds if what was measured is at most the upper end of what is claimed, and nearly"
                                        + " if it is at most half as much again, since all claims say about; an interval that"
                                        + " begins below that end is enough. To be faster than claimed is no fault.",
                                "Marked native: " + Claim.NATIVE_METHOD))));
    }

    /** The first figure of a workload, which for reads is that of hot keys. */
    private Optional<Figure> find(Claim claim, String workload) {
        return claim.subject()
                .flatMap(subject -> results.rows(Family.FLOOR).stream()
                        .filter(row -> row.matches(workload, Map.of(), 1))
                        .flatMap(row -> results.find(row, subject).stream())
                        .map(Measurement::time)
                        .findFirst());
    }

    private static Cell measured(Optional<Figure> here, Optional<Claim.Native> once) {
        return here.map(figure -> Cell.of(figure.text(), figure.spread()))
                .or(() -> once.map(figure -> Cell.of(figure.text(), "native").in(Tone.FAINT)))
                .orElse(Cell.NOTHING);
    }

    private static Cell verdict(Optional<Figure> here, Optional<Claim.Native> once, Claim.Range claimed) {
        double most = 1000 * claimed.to();
        return here.map(figure -> verdict(figure, most))
                .or(() -> once.map(figure -> verdict(
                        new Figure(
                                1000 * figure.micros(), 1000 * figure.from(), 1000 * figure.micros(), Unit.NANOSECONDS),
                        most)))
                .orElse(Cell.of("not measured").in(Tone.FAINT));
    }

    private static Cell verdict(Figure measured, double most) {
        double least = measured.hasInterval() ? measured.low() : measured.value();
        if (least <= most) {
            return Cell.of("holds").in(Tone.GOOD);
        }
        return least <= ABOUT * most
                ? Cell.of("nearly")
                : Cell.of("no", Unit.TIMES.text(measured.value() / most) + " its upper end")
                        .in(Tone.BAD);
    }
}

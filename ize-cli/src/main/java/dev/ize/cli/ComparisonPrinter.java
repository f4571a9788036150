package dev.ize.cli;

import dev.ize.bench.report.Comparison;
import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import java.util.List;
import java.util.Locale;

/** Prints what moved between two runs of the benchmarks. */
final class ComparisonPrinter {
    private final Ize ize;

    ComparisonPrinter(Ize ize) {
        this.ize = ize;
    }

    void print(Comparison comparison) {
        comparison.differences().forEach(difference -> ize.warn("the runs differ in " + Printable.of(difference)));
        for (Comparison.Move move : comparison.moved()) {
            if (ize.json()) {
                ize.print(json(move));
            } else {
                ize.out().line(text(move));
            }
        }
        ize.say(summary(comparison));
        say("Only in the older run", comparison.onlyOld());
        say("Only in the newer run", comparison.onlyNew());
    }

    private static String text(Comparison.Move move) {
        return String.format(
                Locale.ROOT,
                "%s  %5.2f ×  %s: %s, now %s",
                move.isWorse() ? "more" : "less",
                move.factor(),
                Printable.of(move.what()),
                move.before(),
                move.after());
    }

    private static JsonLine json(Comparison.Move move) {
        return new JsonLine()
                .put("what", move.what())
                .put("before", move.before())
                .put("after", move.after())
                .put("factor", move.factor());
    }

    private static String summary(Comparison comparison) {
        long worse =
                comparison.moved().stream().filter(Comparison.Move::isWorse).count();
        long better = comparison.moved().size() - worse;
        String once = comparison.unknown() == 0
                ? ""
                : "; " + Sizes.count(comparison.unknown(), "figure") + " of a single sample cannot be judged";
        return Sizes.count(worse, "figure") + " more, " + Sizes.count(better) + " less, "
                + Sizes.count(comparison.same()) + " as before, as far as noise tells" + once + ".";
    }

    private void say(String what, List<String> names) {
        if (!names.isEmpty()) {
            ize.say(what + ": " + Printable.of(String.join("; ", names)) + ".");
        }
    }
}

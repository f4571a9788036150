package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.tree.Problems;
import java.util.List;

/** Shows what was passed over. */
final class Skipped {
    private Skipped() {}

    /** A line on standard error for each. */
    static void warn(Ize ize, Problems problems) {
        problems.listed().forEach(problem -> ize.warn("skipped " + problem));
        long unlisted = problems.count() - problems.listed().size();
        if (unlisted > 0) {
            ize.warn("skipped " + Sizes.count(unlisted) + " more");
        }
    }

    static List<JsonLine> json(Problems problems) {
        return problems.listed().stream()
                .map(problem -> new JsonLine().put("path", problem.path()).put("reason", problem.reason()))
                .toList();
    }
}

package dev.ize.bench.report;

import dev.ize.bench.history.HistoryResult.ContenderResult;
import dev.ize.bench.history.HistoryTask;
import dev.ize.bench.plan.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What moved between two runs.
 *
 * <p>A figure moved if the intervals of the two runs do not touch: for JMH's, those in which the mean lies with a
 * probability of 99.9 %; for the real history, from the least to the greatest sample. Where a run gives no interval,
 * since it measured once, nothing can be said.
 *
 * @param moved what moved, the worst first
 * @param same number of figures of which it cannot be said that they moved
 * @param unknown number of figures of which a run gives no interval
 * @param onlyOld what only the older run has
 * @param onlyNew what only the newer run has
 * @param differences what is not the same about the runs themselves, such as another machine
 */
public record Comparison(
        List<Move> moved, int same, int unknown, List<String> onlyOld, List<String> onlyNew, List<String> differences) {
    /**
     * A figure that moved.
     *
     * @param what was measured
     * @param before in the older run, for people
     * @param after in the newer run
     * @param factor how many times the older value the newer one is
     */
    public record Move(String what, String before, String after, double factor) {
        /** Whether the newer run takes more. */
        public boolean isWorse() {
            return factor > 1;
        }
    }

    public Comparison {
        moved = List.copyOf(moved);
        onlyOld = List.copyOf(onlyOld);
        onlyNew = List.copyOf(onlyNew);
        differences = List.copyOf(differences);
    }

    /**
     * Compares the results in two directories.
     *
     * @param workloads what may have been measured
     * @throws IOException if a file cannot be read or understood
     */
    public static Comparison of(Path older, Path newer, List<Workload> workloads) throws IOException {
        return of(RunResults.read(older, workloads), RunResults.read(newer, workloads));
    }

    static Comparison of(RunResults older, RunResults newer) {
        Map<String, Figure> before = figures(older);
        Map<String, Figure> after = figures(newer);
        List<Move> moved = new ArrayList<>();
        int same = 0;
        int unknown = 0;
        for (Map.Entry<String, Figure> entry : before.entrySet()) {
            Figure old = entry.getValue();
            Figure now = after.get(entry.getKey());
            if (now == null) {
                continue;
            }
            if (!old.hasInterval() || !now.hasInterval()) {
                unknown++;
            } else if (old.mayEqual(now)) {
                same++;
            } else {
                moved.add(new Move(entry.getKey(), text(old), text(now), now.value() / old.value()));
            }
        }
        moved.sort(Comparator.comparingDouble(Move::factor).reversed());
        return new Comparison(
                moved, same, unknown, missing(before, after), missing(after, before), differences(older, newer));
    }

    /** Whether something takes more than before, beyond noise. */
    public boolean isWorse() {
        return moved.stream().anyMatch(Move::isWorse);
    }

    private static Map<String, Figure> figures(RunResults results) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Measurement measurement : results.measurements()) {
            figures.put(
                    measurement.workload().name() + ", " + measurement.subject() + ": "
                            + measurement.row().label(),
                    measurement.time());
        }
        results.history().ifPresent(history -> {
            for (ContenderResult result : history.contenders()) {
                for (HistoryTask task : HistoryTask.values()) {
                    HistorySection.figure(result, task)
                            .ifPresent(figure -> figures.put(
                                    "real history, " + result.contender().id() + ": " + task.title(), figure));
                }
            }
        });
        return figures;
    }

    private static String text(Figure figure) {
        return figure.text() + " (" + figure.spread() + ")";
    }

    private static List<String> missing(Map<String, Figure> from, Map<String, Figure> in) {
        return from.keySet().stream().filter(key -> !in.containsKey(key)).toList();
    }

    private static List<String> differences(RunResults older, RunResults newer) {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        facts.put("profile", List.of(older.machine().profile(), newer.machine().profile()));
        facts.put("processor", List.of(older.machine().cpu(), newer.machine().cpu()));
        facts.put(
                "cores",
                List.of("" + older.machine().cores(), "" + newer.machine().cores()));
        facts.put("system", List.of(older.machine().system(), newer.machine().system()));
        facts.put(
                "file system",
                List.of(older.machine().fileSystem(), newer.machine().fileSystem()));
        facts.put("Java", List.of(older.machine().java(), newer.machine().java()));
        List<String> differences = new ArrayList<>();
        facts.forEach((what, values) -> {
            if (!values.get(0).equals(values.get(1))) {
                differences.add(what + ": " + values.get(0) + " before, " + values.get(1) + " now");
            }
        });
        return differences;
    }
}

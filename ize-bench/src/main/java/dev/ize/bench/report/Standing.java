package dev.ize.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How backends stand to each other over several cells: for each the geometric mean of how many times the best of a cell
 * its figure is. 1 is to be the best of every cell.
 *
 * @param factors by backend; one that lacks a figure in a cell that others have is not in it
 * @param cells number of cells that count: those in which at least two have a figure
 */
record Standing(Map<String, Ratio> factors, int cells) {
    /** Who is no further behind than this is not told apart from the first. */
    static final double SAME = 1.10;

    /**
     * Of figures of which less is better.
     *
     * @param cells figures by backend, for each cell
     */
    static Standing of(List<Map<String, Figure>> cells) {
        List<Map<String, Figure>> counted =
                cells.stream().filter(cell -> cell.size() > 1).toList();
        Map<String, List<Ratio>> ratios = new TreeMap<>();
        for (Map<String, Figure> cell : counted) {
            Figure best = cell.values().stream()
                    .min(Comparator.comparingDouble(Figure::value))
                    .orElseThrow();
            cell.forEach((backend, figure) ->
                    ratios.computeIfAbsent(backend, key -> new ArrayList<>()).add(toBest(figure, best)));
        }
        Map<String, Ratio> factors = new TreeMap<>();
        ratios.forEach((backend, found) -> {
            if (found.size() == counted.size()) {
                factors.put(backend, mean(found));
            }
        });
        return new Standing(factors, counted.size());
    }

    /** Against the middle of the best, so that the best itself has an interval too. */
    private static Ratio toBest(Figure figure, Figure best) {
        return new Ratio(figure.value() / best.value(), figure.low() / best.value(), figure.high() / best.value());
    }

    private static Ratio mean(List<Ratio> ratios) {
        double value = 0;
        double low = 0;
        double high = 0;
        for (Ratio ratio : ratios) {
            value += Math.log(ratio.value());
            low += Math.log(ratio.low());
            high += Math.log(ratio.high());
        }
        int count = ratios.size();
        return new Ratio(Math.exp(value / count), Math.exp(low / count), Math.exp(high / count));
    }

    /** The backend with the least factor, if any can be compared. */
    Optional<String> first() {
        return factors.entrySet().stream()
                .min(Comparator.comparingDouble(entry -> entry.getValue().value()))
                .map(Map.Entry::getKey);
    }

    /** The others that are not told apart from the first: at most {@value #SAME} times as far from 1. */
    List<String> asGood() {
        return first().map(best -> factors.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(best)
                                && entry.getValue().value()
                                        <= SAME
                                                * Objects.requireNonNull(factors.get(best))
                                                        .value())
                        .map(Map.Entry::getKey)
                        .toList())
                .orElse(List.of());
    }
}

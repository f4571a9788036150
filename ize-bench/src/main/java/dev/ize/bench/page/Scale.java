package dev.ize.bench.page;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where values lie along a chart's axis: in proportion, or, where they are very different, by their logarithms.
 *
 * @param from value at the left end
 * @param to value at the right end
 * @param isLogarithmic which of the two
 */
record Scale(double from, double to, boolean isLogarithmic) {
    /** Bars that differ more than this many times would leave the short ones without a length. */
    private static final double MAX_RATIO_IN_PROPORTION = 40;

    static Scale of(Block.Chart chart) {
        DoubleSummaryStatistics values = chart.groups().stream()
                .flatMap(group -> group.bars().stream())
                .collect(Collectors.summarizingDouble(Block.Bar::value));
        double longest = chart.groups().stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(bar -> Math.max(bar.value(), bar.high()))
                .max()
                .orElse(1);
        if (values.getCount() == 0 || values.getMax() / values.getMin() <= MAX_RATIO_IN_PROPORTION) {
            return new Scale(0, longest, false);
        }
        // From a whole power of ten that leaves the shortest bar a length.
        double from = Math.pow(10, Math.floor(Math.log10(values.getMin() / 2)));
        double to = Math.pow(10, Math.ceil(Math.log10(longest)));
        return new Scale(from, to, true);
    }

    /** Where a value lies, from 0 to 1. */
    double position(double value) {
        double position = isLogarithmic
                ? Math.log10(Math.max(value, from) / from) / Math.log10(to / from)
                : (value - from) / (to - from);
        return Math.max(0, Math.min(1, position));
    }

    /** The powers of ten between the ends; none on a scale in proportion. */
    List<Double> powersOfTen() {
        List<Double> powers = new ArrayList<>();
        if (isLogarithmic) {
            int last = (int) Math.round(Math.log10(to));
            for (int power = (int) Math.round(Math.log10(from)); power <= last; power++) {
                powers.add(Math.pow(10, power));
            }
        }
        return powers;
    }
}

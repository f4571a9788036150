package dev.ize.bench.report;

import java.util.Comparator;
import java.util.List;

/** The best of some figures of which less is better. */
final class Best {
    private Best() {}

    /** Whether a figure is the least of them, or cannot be told apart from it; false where it has no rival. */
    static boolean isAmong(Figure figure, List<Figure> all) {
        return all.size() > 1
                && all.stream()
                        .min(Comparator.comparingDouble(Figure::value))
                        .filter(figure::mayEqual)
                        .isPresent();
    }
}

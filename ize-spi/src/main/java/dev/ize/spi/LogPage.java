package dev.ize.spi;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * A page of a log or a history: its lines, and whether pruning has ended it.
 *
 * <p>An unmodifiable list of the lines; equal to any list with the same ones.
 *
 * @param <T> what a line is
 */
public final class LogPage<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> lines;
    private final Optional<Point> prunedBelow;

    /** Copies the lines. */
    public LogPage(List<T> lines, Optional<Point> prunedBelow) {
        this.lines = List.copyOf(lines);
        this.prunedBelow = Objects.requireNonNull(prunedBelow, "prunedBelow");
    }

    /**
     * Where the lines end because what is older was pruned: the point after which everything is there. It is present
     * on the page that reaches that end, and on every page from the oldest end, whether or not there was anything
     * older: that is not known any more. Empty where older lines follow on another page, or where there were none.
     */
    public Optional<Point> prunedBelow() {
        return prunedBelow;
    }

    @Override
    public T get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }
}

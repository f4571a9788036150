package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LogQuery.Order;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NodeId;
import dev.ize.spi.OperationId;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares logs, histories and differences with those of the model. */
final class LineComparison {
    private final Pair pair;
    private final SplittableRandom random;

    LineComparison(Pair pair, SplittableRandom random) {
        this.pair = pair;
        this.random = random;
    }

    void compareLog(ModelStorage.Branch branch) {
        List<LoggedOperation> expected = new ArrayList<>();
        for (ModelStorage.Step step : pair.model().loggedSteps(branch.head())) {
            expected.add(0, pair.counterparts().logged(step.id()));
        }
        for (Order order : Order.values()) {
            List<LoggedOperation> log =
                    pages(order, query -> pair.storage().branch(branch.name()).log(query), LoggedOperation::id);
            assertThat(log).as("log of %s, %s", branch.name(), order).isEqualTo(inOrder(expected, order));
            assertThat(pair.storage()
                            .branch(branch.name())
                            .log(new LogQuery(order, OptionalLong.empty(), Integer.MAX_VALUE))
                            .prunedBelow()
                            .isPresent())
                    .as("log of %s says that lines were pruned", branch.name())
                    .isEqualTo(
                            expected.size() < pair.model().steps(branch.head()).size());
        }
    }

    void compareHistory(View view, ModelStorage.Point point, StorePath path) {
        List<ModelHistory.Line> expected = ModelHistory.of(path, pair.model().steps(point));
        compareHistory(
                "history of " + path, logged(expected, point), expected.size(), query -> view.history(path, query));
    }

    void compareHistory(View view, ModelStorage.Point point, long node) {
        Optional<NodeId> id = pair.counterparts().node(node);
        if (id.isPresent()) {
            List<ModelHistory.Line> expected =
                    ModelHistory.of(node, pair.model().steps(point));
            compareHistory(
                    "history of node " + id.get(),
                    logged(expected, point),
                    expected.size(),
                    query -> view.history(id.get(), query));
        }
    }

    private void compareHistory(
            String what,
            List<ModelHistory.Line> expected,
            int withPruned,
            Function<LogQuery, LogPage<HistoryLine>> history) {
        boolean saysPruned = history.apply(LogQuery.newestFirst(Integer.MAX_VALUE))
                .prunedBelow()
                .isPresent();
        assertThat(saysPruned || expected.size() == withPruned)
                .as("%s says that lines were pruned", what)
                .isTrue();
        for (Order order : Order.values()) {
            List<HistoryLine> actual =
                    pages(order, history, line -> line.logged().id());
            List<ModelHistory.Line> ordered = inOrder(expected, order);
            assertThat(actual.stream().map(LineComparison::brief).toList())
                    .as("%s, %s", what, order)
                    .isEqualTo(ordered.stream().map(LineComparison::brief).toList());
            for (int i = 0; i < actual.size(); i++) {
                compareLine(actual.get(i), ordered.get(i), what);
            }
        }
    }

    /** The lines of operations that a log still has. */
    private List<ModelHistory.Line> logged(List<ModelHistory.Line> lines, ModelStorage.Point point) {
        Set<OperationId> logged = pair.model().loggedSteps(point).stream()
                .map(ModelStorage.Step::id)
                .collect(Collectors.toSet());
        return lines.stream().filter(line -> logged.contains(line.step().id())).toList();
    }

    private static String brief(HistoryLine line) {
        return line.logged().id() + " " + line.path() + " "
                + line.logged().operation().getClass().getSimpleName();
    }

    private static String brief(ModelHistory.Line line) {
        return line.step().id() + " " + line.path() + " "
                + line.step().operation().getClass().getSimpleName();
    }

    private void compareLine(HistoryLine actual, ModelHistory.Line expected, String what) {
        assertThat(actual.logged())
                .isEqualTo(pair.counterparts().logged(expected.step().id()));
        pair.counterparts().checkNode(actual.node(), expected.node());
        assertThat(actual.content().isPresent())
                .as("content in the line %s of %s", brief(actual), what)
                .isEqualTo(expected.content().isPresent());
        expected.content()
                .ifPresent(bytes ->
                        pair.counterparts().checkContent(actual.content().orElseThrow(), bytes));
    }

    /** All pages of a random size. */
    private <T> List<T> pages(Order order, Function<LogQuery, LogPage<T>> read, Function<T, OperationId> id) {
        int limit = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1000;
        List<T> all = new ArrayList<>();
        List<T> page = read.apply(new LogQuery(order, OptionalLong.empty(), limit));
        while (!page.isEmpty()) {
            assertThat(page).as("a page of at most %d", limit).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            OperationId last = id.apply(page.get(page.size() - 1));
            page = read.apply(new LogQuery(order, OptionalLong.empty(), limit).after(last));
        }
        return all;
    }

    private static <T> List<T> inOrder(List<T> newestFirst, Order order) {
        List<T> ordered = new ArrayList<>(newestFirst);
        if (order == Order.OLDEST_FIRST) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    void compareDifference(View before, View after, ModelTree treeBefore, ModelTree treeAfter, StorePath prefix) {
        List<ModelDifference.Line> expected = ModelDifference.of(treeBefore, treeAfter, prefix);
        List<DifferenceLine> actual = pair.storage().difference(before, after, prefix);
        assertThat(actual.stream().map(LineComparison::brief).toList())
                .as("difference from %s to %s below %s", before.point(), after.point(), prefix)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(LineComparison::brief).toList());
        assertThat(actual)
                .extracting(DifferenceLine::path)
                .as("order of a difference")
                .isSorted();
        for (DifferenceLine line : actual) {
            line.before()
                    .ifPresent(entry -> assertThat(before.find(entry.path())).contains(entry));
            line.after().ifPresent(entry -> assertThat(after.find(entry.path())).contains(entry));
        }
    }

    private static String brief(DifferenceLine line) {
        return brief(line.kind(), line.before().map(Entry::path), line.after().map(Entry::path))
                + sorted(line.aspects());
    }

    private static String brief(ModelDifference.Line line) {
        return brief(
                        line.kind(),
                        line.before().map(ModelDifference.Place::path),
                        line.after().map(ModelDifference.Place::path))
                + sorted(line.aspects());
    }

    private static String brief(DifferenceLine.Kind kind, Optional<StorePath> before, Optional<StorePath> after) {
        return kind + " " + before.map(StorePath::toString).orElse("-") + " "
                + after.map(StorePath::toString).orElse("-") + " ";
    }

    private static List<DifferenceLine.Aspect> sorted(Set<DifferenceLine.Aspect> aspects) {
        return aspects.stream().sorted().toList();
    }
}

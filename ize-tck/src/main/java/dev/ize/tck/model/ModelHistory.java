package dev.ize.tck.model;

import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Histories by reading every step; the newest line comes first. */
final class ModelHistory {
    private final List<ModelStorage.Step> steps;
    private final List<Line> lines = new ArrayList<>();

    private ModelHistory(List<ModelStorage.Step> steps) {
        this.steps = steps;
    }

    /** A line, as {@link dev.ize.spi.HistoryLine} has it. */
    record Line(ModelStorage.Step step, long node, StorePath path, Optional<Content.Bytes> content) {}

    /** A node that the history follows backwards, and where it is. */
    private record Followed(long node, StorePath path) {}

    /** The lines of a node; the steps are those up to the point, oldest first. */
    static List<Line> of(long node, List<ModelStorage.Step> steps) {
        ModelHistory history = new ModelHistory(steps);
        for (int i = steps.size() - 1; i >= 0; i--) {
            ModelStorage.Step step = steps.get(i);
            Touch.of(step).stream()
                    .filter(touch -> touch.node() == node)
                    .forEach(touch -> history.addLine(step, touch, touch.path()));
        }
        return history.lines;
    }

    /** The lines of a path. */
    static List<Line> of(StorePath path, List<ModelStorage.Step> steps) {
        ModelHistory history = new ModelHistory(steps);
        history.followPath(path);
        return history.lines;
    }

    private void addLine(ModelStorage.Step step, Touch touch, StorePath path) {
        Optional<Content.Bytes> content = Optional.of(touch.node())
                .filter(step.after()::contains)
                .map(step.after()::node)
                .filter(ModelNode::isFile)
                .map(ModelNode::bytes);
        lines.add(new Line(step, touch.node(), path, content));
    }

    private void followPath(StorePath path) {
        Optional<Followed> followed = Optional.empty();
        StorePath sought = path;
        for (int i = steps.size() - 1; i >= 0; i--) {
            ModelStorage.Step step = steps.get(i);
            if (followed.isEmpty()) {
                followed = holder(step.after(), sought);
            }
            if (followed.isEmpty()) {
                followed = lostBy(step, sought);
                continue;
            }
            Followed now = followed.get();
            followed = back(step, now);
            sought = followed.map(Followed::path).orElse(now.path());
        }
    }

    private static Optional<Followed> holder(ModelTree tree, StorePath path) {
        return tree.find(path).map(node -> new Followed(node.id(), path));
    }

    /** The node that left a path in a step, with the line that says so, if the step was about that entry. */
    private Optional<Followed> lostBy(ModelStorage.Step step, StorePath path) {
        Optional<Followed> loser = holder(step.before(), path);
        loser.ifPresent(lost -> Touch.of(step).stream()
                .filter(touch -> touch.node() == lost.node() && touch.from().equals(Optional.of(path)))
                .forEach(touch -> addLine(step, touch, touch.path())));
        return loser;
    }

    /** Where a followed node was before a step; empty if the step made the entry. Adds the step's line, if any. */
    private Optional<Followed> back(ModelStorage.Step step, Followed now) {
        for (Touch touch : Touch.of(step)) {
            if (touch.node() == now.node() && touch.to().equals(Optional.of(now.path()))) {
                addLine(step, touch, now.path());
                return touch.from().map(from -> formerHolder(step, touch, from));
            }
            if (touch.node() == now.node()) {
                addLine(step, new Touch(now.node(), Optional.of(now.path()), Optional.of(now.path())), now.path());
            }
        }
        return Optional.of(new Followed(now.node(), pathBefore(step, now)));
    }

    /** Renamed over a file: the replaced one at the same path; else the node itself at its former path. */
    private static Followed formerHolder(ModelStorage.Step step, Touch touch, StorePath from) {
        boolean exchanged = step.operation() instanceof Operation.ExchangeEntries;
        StorePath to = touch.path();
        if (!exchanged && !from.equals(to)) {
            Optional<Followed> replaced = holder(step.before(), to);
            if (replaced.isPresent()) {
                return replaced.get();
            }
        }
        return new Followed(touch.node(), from);
    }

    /** The path of the same entry before the step, which may have renamed a directory above it. */
    private static StorePath pathBefore(ModelStorage.Step step, Followed now) {
        StorePath parent = now.path().parent().orElse(now.path());
        long directory = step.after().at(parent).id();
        return now.path()
                .name()
                .map(name -> step.before().paths(directory).get(0).resolve(name))
                .orElse(now.path());
    }
}

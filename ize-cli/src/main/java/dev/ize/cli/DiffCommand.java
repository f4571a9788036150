package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.NodeText;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Style;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what differs between two points. */
@Command(
        name = "diff",
        header = "Shows what differs between two points.",
        description = {"A added, D deleted, M modified, R renamed. The exit code is 1 if" + " anything does."},
        footer = {
            "%nExamples:",
            "  ize diff -2h head",
            "  ize diff v1.0 v1.1 docs",
            "  ize diff main:head experiment:head",
            "%nWith --json: kind, path, from (of a rename), aspects, before and after (as in 'ize ls --json')."
        })
final class DiffCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(index = "0", paramLabel = "FROM", description = "A POINT; see 'ize ls --help'.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "A POINT.")
    private String to = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "PATH", description = "Only what lies there. Default: all.")
    private Optional<String> path = Optional.empty();

    DiffCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        StorePath prefix = Ize.storePath(path.orElse("/"));
        // Before the store is opened, since an option with a typing mistake ends up here.
        PointText first = ize.point(from);
        PointText second = ize.point(to);
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            PointFinder points = ize.points(storage);
            View before = points.find(first);
            View after = points.find(second);
            List<DifferenceLine> lines = storage.difference(before, after, prefix);
            if (lines.isEmpty()
                    && before.find(prefix).isEmpty()
                    && after.find(prefix).isEmpty()) {
                throw new UsageException("Nothing is at that path at either point. path=" + prefix);
            }
            List<DifferenceLine> visible =
                    lines.stream().filter(DiffCommand::isVisible).toList();
            visible.forEach(this::print);
            return visible.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCE;
        }
    }

    /** Whether a difference can be seen in the two trees; that an entry was removed and made again alike cannot. */
    static boolean isVisible(DifferenceLine line) {
        return line.kind() != DifferenceLine.Kind.MODIFIED || !line.aspects().isEmpty();
    }

    private void print(DifferenceLine line) {
        if (ize.json()) {
            ize.print(json(line));
        } else if (!ize.quiet()) {
            ize.out().line(text(line, ize.style()));
        }
    }

    private static String text(DifferenceLine line, Style style) {
        String path = Printable.of(line.path());
        return switch (line.kind()) {
            case ADDED -> style.added("A " + path);
            case REMOVED -> style.removed("D " + path);
            case MODIFIED -> style.changed("M " + path) + "  " + style.faint(aspects(line));
            case RENAMED ->
                style.changed("R " + Printable.of(line.before().orElseThrow().path()) + " -> " + path)
                        + (line.aspects().isEmpty() ? "" : "  " + style.faint(aspects(line)));
        };
    }

    private static String aspects(DifferenceLine line) {
        StringBuilder text = new StringBuilder();
        for (DifferenceLine.Aspect aspect : DifferenceLine.Aspect.values()) {
            if (line.aspects().contains(aspect)) {
                text.append(text.isEmpty() ? "" : ", ").append(aspect(aspect, line));
            }
        }
        return text.toString();
    }

    private static String aspect(DifferenceLine.Aspect aspect, DifferenceLine line) {
        return switch (aspect) {
            case CONTENT -> "content" + sizes(line);
            case ATTRIBUTES -> "attributes";
            case EXTENDED_ATTRIBUTES -> "extended attributes";
            case NODE_KIND -> kind(line.before()) + " became " + kind(line.after());
        };
    }

    private static String sizes(DifferenceLine line) {
        Node before = line.before().orElseThrow().node();
        Node after = line.after().orElseThrow().node();
        return before instanceof Node.File && after instanceof Node.File
                ? " (" + NodeText.size(before) + " -> " + NodeText.size(after) + ")"
                : "";
    }

    private static String kind(Optional<Entry> entry) {
        return NodeText.kind(entry.orElseThrow().node().kind());
    }

    private static JsonLine json(DifferenceLine line) {
        JsonLine json = new JsonLine()
                .put("kind", line.kind().name().toLowerCase(Locale.ROOT))
                .put("path", line.path().toString());
        if (line.kind() == DifferenceLine.Kind.RENAMED) {
            json.put("from", line.before().orElseThrow().path().toString());
        }
        json.put(
                "aspects",
                line.aspects().stream()
                        .sorted()
                        .map(aspect -> aspect.name().toLowerCase(Locale.ROOT))
                        .toList());
        line.before().ifPresent(entry -> json.put("before", node(entry.node())));
        line.after().ifPresent(entry -> json.put("after", node(entry.node())));
        return json;
    }

    private static JsonLine node(Node node) {
        JsonLine line = new JsonLine();
        NodeText.put(node, line);
        return line;
    }
}

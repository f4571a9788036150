package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.NodeText;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.spi.ContentReference;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows all there is to know about an entry. */
@Command(
        name = "stat",
        header = "Shows what is at a path.",
        footer = {
            "%nExamples:",
            "  ize stat notes.txt --at @1234",
            "%nThe hash of 'bytes' is what sha256sum prints; that of a 'tree' is over the file's chunks.",
            "%nWith --json: as 'ize ls --json', and paths, owner, group, accessed, attributes (name, hex)."
        })
final class StatCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "PATH", description = "A path in the store.")
    private String path = "/";

    @Mixin
    private AtOption at = new AtOption();

    StatCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        StorePath of = Ize.storePath(path);
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            View view = at.view(ize, storage);
            Node node = view.entry(of).node();
            Map<Name, byte[]> attributes = view.extendedAttributes(of);
            List<StorePath> paths = view.paths(node.id());
            if (ize.json()) {
                printJson(of, node, paths, attributes);
            } else {
                print(of, node, paths, attributes);
            }
        }
        return ExitCode.DONE;
    }

    private void print(StorePath of, Node node, List<StorePath> paths, Map<Name, byte[]> attributes) {
        line("path", Printable.of(of));
        line("kind", NodeText.kind(node.kind()));
        if (node instanceof Node.File file) {
            ContentReference content = file.content();
            line(
                    "size",
                    Sizes.bytes(file.size()) + (file.size() < 1024 ? "" : "  (" + Sizes.count(file.size()) + " B)"));
            line(
                    "sha256",
                    content.hash() + (content.form() == ContentReference.Form.TREE ? "  (of its tree of chunks)" : ""));
        } else if (node instanceof Node.Symlink link) {
            line("target", Printable.of(link.target()));
        }
        line("mode", String.format("%04o  %s", node.attributes().mode(), NodeText.mode(node)));
        line(
                "owner",
                Integer.toUnsignedString(node.attributes().owner()) + ":"
                        + Integer.toUnsignedString(node.attributes().group()));
        line(
                "modified",
                ize.local(node.attributes().modified()) + "  ("
                        + node.attributes().modified() + ")");
        line("node", node.id().toString());
        if (paths.size() > 1) {
            paths.forEach(other -> line("link", Printable.of(other)));
        }
        attributes.forEach((name, value) -> line("xattr", Printable.of(name) + " = " + Printable.of(value)));
    }

    private void line(String label, String text) {
        ize.out().line(String.format("%-9s %s", label, text));
    }

    private void printJson(StorePath of, Node node, List<StorePath> paths, Map<Name, byte[]> attributes) {
        JsonLine line = new JsonLine().put("path", of.toString());
        NodeText.put(node, line);
        ize.print(line.put("paths", paths)
                .put("owner", Integer.toUnsignedLong(node.attributes().owner()))
                .put("group", Integer.toUnsignedLong(node.attributes().group()))
                .put("accessed", node.attributes().accessed().toString())
                .put(
                        "attributes",
                        attributes.entrySet().stream()
                                .map(attribute -> new JsonLine()
                                        .put("name", attribute.getKey().toString())
                                        .put("hex", HexFormat.of().formatHex(attribute.getValue())))
                                .toList()));
    }
}

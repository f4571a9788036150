package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.NodeText;
import dev.ize.cli.output.Printable;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a directory. */
@Command(
        name = "ls",
        header = "Lists a directory.",
        description = "Shows names; with --long, also what they are. A file or symlink is listed itself.",
        footer = {
            "%nExamples:",
            "  ize ls",
            "  ize ls -l docs --at -2h",
            "  ize ls -r / --at v1.0",
            "%nWith --json: path, kind, mode, modified, node and, of a file, size, links, hash, hashOf (bytes or"
                    + " tree); of a symlink, links, target."
        })
final class ListCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    private final Ize ize;

    @Parameters(arity = "0..1", paramLabel = "PATH", defaultValue = "/", description = "Default: the root.")
    private String path = "/";

    @Option(
            names = {"-l", "--long"},
            description = "With modes, sizes and modification times.")
    private boolean detailed;

    @Option(
            names = {"-r", "--recursive"},
            description = "With all that is below, as paths.")
    private boolean recursive;

    @Mixin
    private AtOption at = new AtOption();

    ListCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        StorePath top = Ize.storePath(path);
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            View view = at.view(ize, storage);
            Node node = view.entry(top).node();
            if (recursive) {
                view.walk(top)
                        .filter(entry -> !entry.path().equals(top) || node.kind() != dev.ize.spi.NodeKind.DIRECTORY)
                        .forEach(entry -> print(entry, Printable.of(entry.path())));
            } else if (node instanceof Node.Directory) {
                list(view, top);
            } else {
                print(new Entry(top, node), Printable.of(top.name().orElseThrow()));
            }
        }
        return ExitCode.DONE;
    }

    private void list(View view, StorePath directory) {
        Optional<Name> after = Optional.empty();
        do {
            Listing page = view.list(directory, after, PAGE);
            for (DirectoryEntry child : page.entries()) {
                Node node = view.findNode(child.node()).orElseThrow();
                print(new Entry(directory.resolve(child.name()), node), Printable.of(child.name()));
            }
            after = page.last();
        } while (after.isPresent());
    }

    private void print(Entry entry, String shown) {
        Node node = entry.node();
        if (ize.json()) {
            JsonLine line = new JsonLine().put("path", entry.path().toString());
            NodeText.put(node, line);
            ize.print(line);
            return;
        }
        boolean directory = node instanceof Node.Directory;
        String name = directory ? ize.style().directory(shown + "/") : shown;
        if (detailed) {
            String target = node instanceof Node.Symlink link ? " -> " + Printable.of(link.target()) : "";
            String modified = ize.local(node.attributes().modified());
            ize.out()
                    .line(String.format(
                            "%s %9s  %s  %s%s", NodeText.mode(node), NodeText.size(node), modified, name, target));
        } else {
            ize.out().line(name);
        }
    }
}

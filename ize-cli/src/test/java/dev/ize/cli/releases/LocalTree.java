package dev.ize.cli.releases;

import dev.ize.spi.ContentHash;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The naive model of a tree: a map from each path to what is there, the root included. */
record LocalTree(SortedMap<StorePath, LocalNode> nodes) {
    /** What a directory on disk holds. */
    static LocalTree of(Path directory) throws IOException {
        SortedMap<StorePath, LocalNode> nodes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                nodes.put(StorePath.of(directory.relativize(file).toString()), LocalNode.of(file));
            }
        }
        return new LocalTree(nodes);
    }

    /** What a view holds, from its walk and the bytes that it gives. */
    static LocalTree of(View view) {
        SortedMap<StorePath, LocalNode> nodes = new TreeMap<>();
        view.walk(StorePath.ROOT).forEach(entry -> nodes.put(entry.path(), of(view, entry)));
        return new LocalTree(nodes);
    }

    private static LocalNode of(View view, Entry entry) {
        var attributes = entry.node().attributes();
        if (entry.node() instanceof Node.Symlink link) {
            return new LocalNode(NodeKind.SYMLINK, 0, attributes.modified(), 0, ContentHash.ofContent(link.target()));
        }
        if (entry.node() instanceof Node.File) {
            byte[] bytes = view.read(entry.path());
            return new LocalNode(
                    NodeKind.FILE,
                    attributes.mode(),
                    attributes.modified(),
                    bytes.length,
                    ContentHash.ofContent(bytes));
        }
        return LocalNode.directory(attributes.mode(), attributes.modified());
    }
}

package dev.ize.tck.storage;

import dev.ize.spi.ContentHash;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** All that a view shows, a line an entry: two views with equal lines show the same, to the byte. */
final class TreeState {
    private TreeState() {}

    static List<String> of(View view) {
        List<String> lines = new ArrayList<>();
        lines.add(view.chainHash() + " " + view.effectiveTime());
        for (Entry entry : view.walk(StorePath.ROOT).toList()) {
            StringBuilder line = new StringBuilder(entry.toString());
            view.extendedAttributes(entry.path())
                    .forEach((name, value) -> line.append(' ')
                            .append(name)
                            .append('=')
                            .append(HexFormat.of().formatHex(value)));
            line.append(' ').append(view.paths(entry.node().id()));
            if (entry.node() instanceof Node.File) {
                line.append(' ').append(ContentHash.ofContent(view.read(entry.path())));
            }
            if (entry.node() instanceof Node.Directory) {
                line.append(' ')
                        .append(view.list(entry.path()).stream()
                                .map(DirectoryEntry::name)
                                .toList());
            }
            lines.add(line.toString());
        }
        return lines;
    }
}

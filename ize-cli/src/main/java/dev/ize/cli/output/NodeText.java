package dev.ize.cli.output;

import dev.ize.spi.Attributes;
import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import java.util.Locale;

/** Files, directories and symlinks in words. */
public final class NodeText {
    private NodeText() {}

    /** The kind and mode as {@code ls -l} shows them, such as {@code -rw-r--r--}. */
    public static String mode(Node node) {
        int mode = node.attributes().mode();
        StringBuilder text = new StringBuilder(10);
        text.append(
                switch (node.kind()) {
                    case DIRECTORY -> 'd';
                    case FILE -> '-';
                    case SYMLINK -> 'l';
                });
        appendClass(text, mode >> 6, (mode & 04000) != 0, 's');
        appendClass(text, mode >> 3, (mode & 02000) != 0, 's');
        appendClass(text, mode, (mode & 01000) != 0, 't');
        return text.toString();
    }

    private static void appendClass(StringBuilder text, int bits, boolean special, char letter) {
        boolean executable = (bits & 1) != 0;
        text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
        if (special) {
            text.append(executable ? letter : Character.toUpperCase(letter));
        } else {
            text.append(executable ? 'x' : '-');
        }
    }

    /** What a node is, in a word. */
    public static String kind(NodeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The size for people: a file's length; nothing for what has none. */
    public static String size(Node node) {
        return node instanceof Node.File file ? Sizes.bytes(file.size()) : "";
    }

    /** Puts what a node is into a JSON object. */
    public static void put(Node node, JsonLine line) {
        Attributes attributes = node.attributes();
        line.put("kind", kind(node.kind()))
                .put("mode", OperationText.octal(attributes.mode()))
                .put("modified", attributes.modified().toString())
                .put("node", node.id().value());
        if (node instanceof Node.File file) {
            line.put("size", file.size())
                    .put("links", file.links())
                    .put("hash", file.content().hash().toString())
                    .put("hashOf", file.content().form().name().toLowerCase(Locale.ROOT));
        } else if (node instanceof Node.Symlink link) {
            line.put("links", link.links());
            OperationText.putTarget(link.target(), line);
        }
    }
}

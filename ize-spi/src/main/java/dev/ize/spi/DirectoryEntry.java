package dev.ize.spi;

import java.util.Objects;

/**
 * One line of a listing.
 *
 * @param name the entry's name in its directory, in which it stands once
 * @param node the node that it leads to
 * @param kind that node's kind
 */
public record DirectoryEntry(Name name, NodeId node, NodeKind kind) {
    public DirectoryEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
    }
}

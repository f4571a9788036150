package dev.ize.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * One line of the history of a path or node: an operation that made, changed, moved, linked or removed it.
 *
 * @param logged the operation and its change
 * @param node the node that the line is about
 * @param path where the node was right after the operation, seen from the history's path; for a deletion,
 *     where it was right before
 * @param content the file's content right after the operation; empty for what is no file and for a file that did not
 *     live on. One that lost one of several links has its content still
 */
public record HistoryLine(LoggedOperation logged, NodeId node, StorePath path, Optional<ContentReference> content) {
    public HistoryLine {
        Objects.requireNonNull(logged, "logged");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(content, "content");
    }
}

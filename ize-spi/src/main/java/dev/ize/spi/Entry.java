package dev.ize.spi;

import java.util.Objects;

/**
 * A node at a path, as a view finds it.
 *
 * @param path where it is; below a directory that was moved down it may be longer than {@link StorePath#MAX_BYTES}
 * @param node what it is
 */
public record Entry(StorePath path, Node node) {
    public Entry {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(node, "node");
    }
}

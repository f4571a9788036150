package dev.ize.cli.tree;

import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file, directory or symlink of a local tree.
 *
 * @param path where it is in the tree
 * @param file where it is on disk
 * @param kind what it is
 * @param attributes what the file system says of it
 */
record LocalEntry(StorePath path, Path file, NodeKind kind, LocalAttributes attributes) {
    LocalEntry {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(attributes, "attributes");
    }
}

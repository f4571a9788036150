package dev.ize.cli.tree;

import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
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

    /**
     * Looks at what is on disk at a path of a tree.
     *
     * @param root the tree's directory
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws IOException if it cannot be looked at, or is no file, directory or symlink
     */
    static LocalEntry read(Path root, StorePath path) throws IOException {
        Path file = root;
        for (Name name : path.names()) {
            file = file.resolve(LocalNames.name(file, name));
        }
        LocalAttributes attributes = LocalAttributes.read(file);
        NodeKind kind = attributes.kind().orElseThrow(() -> new IOException("it is no file, directory or symlink"));
        return new LocalEntry(path, file, kind, attributes);
    }
}

package dev.ize.spi;

/** What a node is; fixed for its life. */
public enum NodeKind {
    FILE,
    DIRECTORY,
    SYMLINK
}

package dev.ize.bench.history;

/** What became of a path between two releases. */
enum PathChange {
    ADDED,
    REMOVED,
    /** Its bytes, or what it is, differ. */
    MODIFIED
}

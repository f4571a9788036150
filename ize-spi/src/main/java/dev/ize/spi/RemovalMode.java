package dev.ize.spi;

/** Whether something that removes from a store does so, or only finds out what it would remove. */
public enum RemovalMode {
    /** Nothing is removed; the outcome is an estimate, since a store in use changes meanwhile. */
    DRY_RUN,
    /** What is found is removed, for good. */
    REMOVE
}

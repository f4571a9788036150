package dev.ize.spi;

/**
 * What a collection found or removed.
 *
 * @param objects number of stored objects, chunks and nodes of chunk trees, that nothing refers to
 * @param bytes their size as stored, in bytes; the engine reuses the space, and gives it back to the file system when
 *     the store is compacted
 * @param keptObjects number of stored objects that are in use
 */
public record CollectedContent(long objects, long bytes, long keptObjects) {}

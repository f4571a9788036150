package dev.ize.spi;

import java.util.Map;
import java.util.Objects;

/**
 * Sizes and counts of a store, counted when they are asked for.
 *
 * @param backend id of the engine
 * @param operations operations in the log, over all branches
 * @param nodes nodes ever made
 * @param branches live branches
 * @param snapshots snapshots
 * @param writtenBytes sum of the lengths of all contents that operations of the log wrote, before
 *     deduplication and compression
 * @param contentBytes bytes of distinct content before compression
 * @param storedContentBytes bytes that it takes after compression
 * @param diskBytes bytes that the engine's files take
 * @param recordsByKeyspace number of records in each keyspace
 */
public record StorageStatistics(
        String backend,
        long operations,
        long nodes,
        long branches,
        long snapshots,
        long writtenBytes,
        long contentBytes,
        long storedContentBytes,
        long diskBytes,
        Map<String, Long> recordsByKeyspace) {
    public StorageStatistics {
        Objects.requireNonNull(backend, "backend");
        recordsByKeyspace = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(recordsByKeyspace));
    }
}
